using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Publishing;

internal sealed class ContractMapping : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded) => recorded.Data switch
    {
        MediatorRequested e => [new MediatorWanted(recorded.StreamId, e.Attempt, e.CommitteeId, e.AreaCode, e.TypeCode, e.Excluded) { Round = e.Round }],
        CaseClosed e => [new CaseEnded(recorded.StreamId, e.Outcome, e.At) { Round = e.Round }],
        _ => [],
    };

    public bool ChangesFacts(RecordedEvent recorded) =>
        recorded.Data is CaseOpened or MethodChosen or RoundOpened or MediatorAssigned or SessionHeld or AgreementReached or CaseClosed;

    public async Task<IReadOnlyList<(RecordedEvent Cause, object Facts)>> FactsAsync(
        EventStore.EventStore store, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation)
    {
        var causes = changed.ToDictionary(e => e.StreamId);
        var cases = await store.LoadManyAsync<Case>(causes.Keys, cancellation);
        return [.. cases.Select(c => (causes[c.Id], (object)Facts(c)))];
    }

    internal static CaseFactsChanged Facts(Fetched<Case> fetched)
    {
        var state = fetched.State;
        return new CaseFactsChanged(
            state.Id, fetched.Version, state.CaseNumber, state.CommitteeId, state.AreaCode, state.TypeCode, state.Source, state.Method,
            state.MethodVersion, state.Round, Name(state.Status), state.MediatorId, state.AcceptedAt, state.Outcome, state.ClosedAt,
            state.AgreementForm is { } form ? Name(form) : null, state.EffectiveAt, state.SessionsHeld, state.JointSessionsHeld,
            state.FirstJointSessionAt, state.Households, state.Persons, state.Amount);
    }

    // The contract's own words, so that a renamed member here does not change the wire.
    private static string Name(CaseStatus status) => status switch
    {
        CaseStatus.WaitingForMediator => "waitingForMediator",
        CaseStatus.Open => "open",
        _ => "closed",
    };

    private static string Name(AgreementForm form) => form == AgreementForm.Oral ? "oral" : "written";
}
