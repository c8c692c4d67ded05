using MassTransit;
using Mediation.Contracts.Workflow;
using Mediation.Roster.Assignments;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Publishing;

internal sealed class CaseEndedConsumer(ConsumerShell shell) : IConsumer<CaseEnded>
{
    public Task Consume(ConsumeContext<CaseEnded> context) =>
        shell.HandleAsync<Assignment>(
            context, "roster.case-ended", context.Message.CaseId, (state, now) => CloseAssignment.Decide(state, context.Message, now));
}
