using MassTransit;
using Mediation.Contracts.Roster;

namespace Mediation.Reporting.Facts;

internal sealed class RosterFactsChangedConsumer(FactStore store, ILogger<RosterFactsChangedConsumer> logger) : IConsumer<Batch<RosterFactsChanged>>
{
    public Task Consume(ConsumeContext<Batch<RosterFactsChanged>> context) =>
        store.RecordAsync(FactBatch.Read(context.Message, FactRow.From, logger), context.CancellationToken);
}
