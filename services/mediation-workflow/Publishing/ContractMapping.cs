using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Publishing;

/// <summary>The workflow's events as others know them; each kind of facts has a file of its own.</summary>
internal sealed class ContractMapping : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded) => recorded.Data switch
    {
        MediatorRequested e => [new MediatorWanted(recorded.StreamId, e.Attempt, e.CommitteeId, e.AreaCode, e.TypeCode, e.Excluded)],
        CaseClosed e => [new CaseEnded(recorded.StreamId, e.Outcome, e.At)],
        _ => [],
    };

    public bool ChangesFacts(RecordedEvent recorded) =>
        CaseFacts.ChangedBy(recorded.Data) || SessionFacts.ChangedBy(recorded.Data) || AgreementFacts.ChangedBy(recorded.Data);

    public async Task<IReadOnlyList<(RecordedEvent Cause, object Facts)>> FactsAsync(
        EventStore.EventStore store, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation)
    {
        var causes = changed.ToDictionary(e => e.StreamId);
        return
        [
            .. await OfAsync<Case>(CaseFacts.ChangedBy, CaseFacts.Of),
            .. await OfAsync<Session>(SessionFacts.ChangedBy, SessionFacts.Of),
            .. await OfAsync<Agreement>(AgreementFacts.ChangedBy, AgreementFacts.Of),
        ];

        async Task<IEnumerable<(RecordedEvent Cause, object Facts)>> OfAsync<TState>(Func<object, bool> changedBy, Func<Fetched<TState>, object> facts)
            where TState : class, IAggregate<TState>
        {
            var streams = causes.Values.Where(cause => changedBy(cause.Data)).Select(cause => cause.StreamId).ToList();
            var states = streams.Count == 0 ? [] : await store.LoadManyAsync<TState>(streams, cancellation);
            return states.Select(state => (causes[state.Id], facts(state)));
        }
    }
}
