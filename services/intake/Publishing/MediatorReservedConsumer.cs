using MassTransit;
using Mediation.Contracts.Roster;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Publishing;

internal sealed class MediatorReservedConsumer(ConsumerShell shell) : IConsumer<MediatorReserved>
{
    public Task Consume(ConsumeContext<MediatorReserved> context) => shell.HandleAsync<Dispute>(
        context, "intake.mediator-reserved", context.Message.CaseId, (state, _) => NoteMediation.Named(state, context.Message.ReservedAt));
}
