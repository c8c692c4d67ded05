using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Escalation;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Publishing;

/// <summary>What is reportable of a case.</summary>
internal static class CaseFacts
{
    internal static bool ChangedBy(object data) =>
        data is CaseOpened or RoundOpened or MediatorAssigned or MethodChosen or StepCompleted or StepReentered or SessionHeld or AgreementReached or CaseClosed
            or TurnedCriminal;

    internal static CaseFactsChanged Of(Fetched<Case> fetched)
    {
        var state = fetched.State;
        return new CaseFactsChanged(
            state.Id, fetched.Version, state.CaseNumber, state.CommitteeId, state.AreaCode, state.TypeCode, state.Source, state.Method,
            state.MethodVersion, state.Round, Name(state.Status), state.MediatorId, state.AcceptedAt, state.Outcome, state.ClosedAt,
            state.AgreementForm is { } form ? AgreementFacts.Name(form) : null, state.EffectiveAt, state.SessionsHeld, state.JointSessionsHeld,
            state.FirstJointSessionAt, state.Households, state.Persons, state.Amount)
        {
            FirstCommitteeId = state.FirstCommitteeId == Guid.Empty ? null : state.FirstCommitteeId, CriminalAt = state.CriminalAt,
            Rounds = RoundsOf(state), Steps = StepsOf(state),
        };
    }

    private static List<RoundFacts>? RoundsOf(Case state) => state.EarlierRounds.Count == 0 ? null :
    [
        .. state.EarlierRounds.Select(r => new RoundFacts(r.Round, r.CommitteeId, r.OpenedAt, r.ClosedAt, r.Outcome.Length == 0 ? null : r.Outcome, null, r.Rebound)),
        new(state.Round, state.CommitteeId, state.RoundOpenedAt, state.ClosedAt, state.Outcome, null, state.RoundIsRebound),
    ];

    private static List<StepFacts>? StepsOf(Case state) => state.Passes.Any(p => p.CompletedAt is not null)
        ? [.. state.Passes.Where(p => p.CompletedAt is not null).Select(p => new StepFacts(p.Step, p.Pass, p.CompletedAt!.Value, (int)p.Spent.TotalMinutes))]
        : null;

    // The contract's own words, so that a renamed member here does not change the wire.
    private static string Name(CaseStatus status) => status switch
    {
        CaseStatus.WaitingForMediator => "waitingForMediator",
        CaseStatus.Open => "open",
        _ => "closed",
    };
}
