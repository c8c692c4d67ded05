using MassTransit;
using Mediation.Contracts.Intake;

namespace Mediation.Reporting.Facts;

internal sealed class DisputeFactsChangedConsumer(FactQueue queue) : IConsumer<DisputeFactsChanged>
{
    public Task Consume(ConsumeContext<DisputeFactsChanged> context) => queue.RecordAsync(context, FactRow.From);
}
