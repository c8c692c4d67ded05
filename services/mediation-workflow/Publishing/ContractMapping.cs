using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Publishing;

/// <summary>The workflow's events as others know them; each kind of facts has a file of its own.</summary>
internal sealed class ContractMapping(AgreementHashes hashes) : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded) => recorded.Data switch
    {
        MediatorRequested e => [new MediatorWanted(recorded.StreamId, e.Attempt, e.CommitteeId, e.AreaCode, e.TypeCode, e.Excluded) { Round = e.Round }],
        MediatorProposed e => [new MediatorNamed(recorded.StreamId, e.Attempt, e.MediatorId, e.At)],
        CaseClosed e => [new CaseEnded(recorded.StreamId, e.Outcome, e.At) { Round = e.Round }],
        _ => [],
    };

    public bool ChangesFacts(RecordedEvent recorded) =>
        CaseFacts.ChangedBy(recorded.Data) || SessionFacts.ChangedBy(recorded.Data) || AgreementFacts.ChangedBy(recorded.Data)
        || FollowUpFacts.ChangedBy(recorded.Data);

    public async Task<IReadOnlyList<FactsMessage>> FactsAsync(IStates states, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation)
    {
        var causes = changed.ToDictionary(e => e.StreamId);
        var agreements = await LoadAsync<Agreement>(AgreementFacts.ChangedBy);
        var sessions = await LoadAsync<Session>(SessionFacts.ChangedBy);
        Guid[] behind = [.. agreements.Select(a => a.State.CaseId).Union(sessions.Select(s => s.State.CaseId))];
        IReadOnlyList<Fetched<Case>> files = behind.Length == 0 ? [] : await states.LoadManyAsync<Case>(behind, cancellation);
        var terms = await hashes.OfAsync([.. agreements.Select(a => a.State)], cancellation);
        var fileOf = files.ToDictionary(file => file.Id, file => file.State);
        return
        [
            .. (await LoadAsync<Case>(CaseFacts.ChangedBy)).Select(c => FactsMessage.Of(causes[c.Id], c, CaseFacts.Of(c))),
            .. sessions.Select(s => FactsMessage.Of(causes[s.Id], s, SessionFacts.Of(s, FileOf(s.State.CaseId)))),
            .. agreements.Select(a => FactsMessage.Of(causes[a.Id], a, AgreementFacts.Of(a, FileOf(a.State.CaseId), terms.GetValueOrDefault(a.Id)))),
            .. (await LoadAsync<FollowUpPlan>(FollowUpFacts.ChangedBy)).Select(f => FactsMessage.Of(causes[f.Id], f, FollowUpFacts.Of(f))),
        ];

        Case FileOf(Guid caseId) => fileOf.GetValueOrDefault(caseId) ?? Case.Initial;

        async Task<IReadOnlyList<Fetched<TState>>> LoadAsync<TState>(Func<object, bool> changedBy) where TState : class, IAggregate<TState>
        {
            Guid[] streams = [.. causes.Values.Where(cause => changedBy(cause.Data)).Select(cause => cause.StreamId)];
            return streams.Length == 0 ? [] : await states.LoadManyAsync<TState>(streams, cancellation);
        }
    }
}
