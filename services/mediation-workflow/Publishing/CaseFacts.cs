using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Publishing;

/// <summary>What is reportable of a case.</summary>
internal static class CaseFacts
{
    internal static bool ChangedBy(object data) =>
        data is CaseOpened or MediatorAssigned or MethodChosen or StepCompleted or StepReentered or SessionHeld or AgreementReached or CaseClosed;

    internal static CaseFactsChanged Of(Fetched<Case> fetched)
    {
        var state = fetched.State;
        return new CaseFactsChanged(
            state.Id, fetched.Version, state.CaseNumber, state.CommitteeId, state.AreaCode, state.TypeCode, state.Source, state.Method,
            state.MethodVersion, state.Round, Name(state.Status), state.MediatorId, state.AcceptedAt, state.Outcome, state.ClosedAt,
            state.AgreementForm is { } form ? AgreementFacts.Name(form) : null, state.EffectiveAt, state.SessionsHeld, state.JointSessionsHeld,
            state.FirstJointSessionAt, state.Households, state.Persons, state.Amount)
        {
            Steps = StepsOf(state),
        };
    }

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
