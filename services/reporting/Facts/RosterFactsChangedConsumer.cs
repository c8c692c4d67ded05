using MassTransit;
using Mediation.Contracts.Roster;

namespace Mediation.Reporting.Facts;

internal sealed class RosterFactsChangedConsumer(FactQueue queue) : IConsumer<RosterFactsChanged>
{
    public Task Consume(ConsumeContext<RosterFactsChanged> context) => queue.RecordAsync(context, FactRow.From);
}
