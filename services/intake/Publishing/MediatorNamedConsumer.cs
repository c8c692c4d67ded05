using MassTransit;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Publishing;

/// <summary>A mediator who was named by hand is told of by nobody else.</summary>
internal sealed class MediatorNamedConsumer(ConsumerShell shell) : IConsumer<Contracts.Workflow.MediatorNamed>
{
    public Task Consume(ConsumeContext<Contracts.Workflow.MediatorNamed> context) => shell.HandleAsync<Dispute>(
        context, "intake.mediator-named", context.Message.CaseId, (state, _) => NoteMediation.Named(state, context.Message.NamedAt));
}
