using MassTransit;
using Mediation.Contracts.Workflow;
using Mediation.Intake.Disputes;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Publishing;

internal sealed class CaseEndedConsumer(ConsumerShell shell) : IConsumer<CaseEnded>
{
    public Task Consume(ConsumeContext<CaseEnded> context) => shell.HandleAsync<Dispute>(
        context, "intake.case-ended", context.Message.CaseId, (state, _) => NoteMediation.Ended(state, context.Message.EndedAt));
}
