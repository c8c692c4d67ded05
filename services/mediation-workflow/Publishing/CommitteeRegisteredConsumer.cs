using MassTransit;
using Mediation.Contracts.Roster;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Committees;

namespace Mediation.Workflow.Publishing;

internal sealed class CommitteeRegisteredConsumer(ConsumerShell shell) : IConsumer<CommitteeRegistered>
{
    public Task Consume(ConsumeContext<CommitteeRegistered> context) => shell.HandleAsync<Committee>(
        context, "workflow.committee-registered", context.Message.CommitteeId, (state, _) => NoteCommittee.Decide(state, context.Message));
}
