using MassTransit;
using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.Roster.Assignments;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Publishing;

internal sealed class MediatorWantedConsumer(ConsumerShell shell) : IConsumer<MediatorWanted>
{
    public Task Consume(ConsumeContext<MediatorWanted> context) => shell.TransactAsync<Assignment>(
        context, "roster.mediator-wanted", context.Message.CaseId, async (transaction, state, now) =>
        {
            var wanted = context.Message;
            var candidates = ReserveMediator.IsStale(state, wanted)
                ? []
                : await Candidates.LockAndReadAsync(transaction, wanted.CommitteeId, ChinaTime.DayOf(now), context.CancellationToken);
            return ReserveMediator.Decide(state, wanted, candidates, now);
        });
}
