using MassTransit;
using Mediation.Contracts.Workflow;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Publishing;

/// <summary>A mediator who was named by hand is told of by nobody else.</summary>
internal sealed class MediatorNamedConsumer(ConsumerShell shell) : IConsumer<MediatorNamed>
{
    public Task Consume(ConsumeContext<MediatorNamed> context) => shell.HandleAsync<Dispute>(
        context, "intake.mediator-named", context.Message.CaseId, (state, _) => NoteMediation.Named(state, context.Message.NamedAt));
}
