using MassTransit;
using Mediation.Contracts.Roster;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Publishing;

internal sealed class MediatorReservedConsumer(ConsumerShell shell, WorkingDaysSource source) : IConsumer<MediatorReserved>
{
    public async Task Consume(ConsumeContext<MediatorReserved> context)
    {
        var days = await source.GetAsync(context.CancellationToken);
        await shell.HandleAsync<Case>(
            context, "workflow.mediator-reserved", context.Message.CaseId, (state, now) => ProposeMediator.Decide(state, context.Message, days, now));
    }
}

internal sealed class NoMediatorAvailableConsumer(ConsumerShell shell) : IConsumer<NoMediatorAvailable>
{
    public Task Consume(ConsumeContext<NoMediatorAvailable> context) => shell.HandleAsync<Case>(
        context, "workflow.no-mediator-available", context.Message.CaseId, (state, now) => ProposeMediator.Decide(state, context.Message, now));
}
