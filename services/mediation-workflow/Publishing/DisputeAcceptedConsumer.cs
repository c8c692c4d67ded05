using MassTransit;
using Mediation.Contracts.Intake;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Publishing;

internal sealed class DisputeAcceptedConsumer(ConsumerShell shell) : IConsumer<DisputeAccepted>
{
    public Task Consume(ConsumeContext<DisputeAccepted> context) => shell.HandleAsync<Case>(
        context, "workflow.dispute-accepted", context.Message.DisputeId,
        (state, now) => OpenCase.Decide(state, context.Message, () => Guid.CreateVersion7(now), now));
}
