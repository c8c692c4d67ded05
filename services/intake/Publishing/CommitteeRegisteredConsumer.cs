using MassTransit;
using Mediation.Contracts.Roster;
using Mediation.Intake.Committees;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Publishing;

internal sealed class CommitteeRegisteredConsumer(ConsumerShell shell) : IConsumer<CommitteeRegistered>
{
    public Task Consume(ConsumeContext<CommitteeRegistered> context) => shell.HandleAsync<Committee>(
        context, "intake.committee-registered", context.Message.CommitteeId, (state, _) => NoteCommittee.Decide(state, context.Message));
}
