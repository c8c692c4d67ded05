using MassTransit;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Facts;

internal sealed class CaseFactsChangedConsumer(FactQueue queue) : IConsumer<CaseFactsChanged>
{
    public Task Consume(ConsumeContext<CaseFactsChanged> context) => queue.RecordAsync(context, FactRow.From);
}
