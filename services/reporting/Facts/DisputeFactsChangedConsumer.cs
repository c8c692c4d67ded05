using MassTransit;
using Mediation.Contracts.Intake;

namespace Mediation.Reporting.Facts;

internal sealed class DisputeFactsChangedConsumer(FactStore store, ILogger<DisputeFactsChangedConsumer> logger) : IConsumer<Batch<DisputeFactsChanged>>
{
    public Task Consume(ConsumeContext<Batch<DisputeFactsChanged>> context) =>
        store.RecordAsync(FactBatch.Read(context.Message, FactRow.From, logger), context.CancellationToken);
}
