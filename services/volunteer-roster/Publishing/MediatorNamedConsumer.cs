using MassTransit;
using Mediation.Contracts.Workflow;
using Mediation.Roster.Assignments;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Publishing;

internal sealed class MediatorNamedConsumer(ConsumerShell shell) : IConsumer<MediatorNamed>
{
    public Task Consume(ConsumeContext<MediatorNamed> context) => shell.HandleAsync<Assignment>(
        context, "roster.mediator-named", context.Message.CaseId, (state, now) => TakeOnMediator.Decide(state, context.Message, now));
}
