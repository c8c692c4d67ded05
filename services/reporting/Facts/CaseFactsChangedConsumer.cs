using MassTransit;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Facts;

internal sealed class CaseFactsChangedConsumer(FactStore store, ILogger<CaseFactsChangedConsumer> logger) : IConsumer<Batch<CaseFactsChanged>>
{
    public Task Consume(ConsumeContext<Batch<CaseFactsChanged>> context) =>
        store.RecordAsync(FactBatch.Read(context.Message, FactRow.From, logger), context.CancellationToken);
}
