using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Escalation;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Publishing;

/// <summary>What is reportable of a case.</summary>
internal static class CaseFacts
{
    internal static bool ChangedBy(object data) =>
        data is CaseOpened or RoundOpened or MediatorAssigned or MethodChosen or StepCompleted or StepReentered or SessionHeld or AgreementReached or CaseClosed
            or TurnedCriminal or EarlierIncidentRecorded or CaseLinked or CaseUnlinked or CaseRebounded or ObjectionDecided { Sustained: true }
            or DelegationRecorded or ClockExtended or ClockResumed
            or SignalRecorded or SignalCleared or ColourReassessed or ColourOverridden or OverrideLifted or RecordAdded { Risk: not null };

    internal static CaseFactsChanged Of(Fetched<Case> fetched)
    {
        var state = fetched.State;
        var due = LastDays(state);
        return new CaseFactsChanged(
            state.Id, fetched.Version, state.CaseNumber, state.CommitteeId, state.AreaCode, state.TypeCode, state.Source, state.Method,
            state.MethodVersion, state.Round, Name(state.Status), state.MediatorId, state.AcceptedAt, state.Outcome, state.ClosedAt,
            state.AgreementForm is { } form ? AgreementFacts.Name(form) : null, state.EffectiveAt, state.SessionsHeld, state.JointSessionsHeld,
            state.FirstJointSessionAt, state.Households, state.Persons, state.Amount)
        {
            FirstCommitteeId = state.FirstCommitteeId == Guid.Empty ? null : state.FirstCommitteeId, CriminalAt = state.CriminalAt,
            DueOn = due[^1], PauseDays = state.PausedDays == 0 ? null : state.PausedDays, Colour = Name(state.Assessment.InEffect),
            Rounds = RoundsOf(state, due), Steps = StepsOf(state), Parties = state.Parties.Count, Difficult = SubsidyGrades.IsMajor(state),
            Violence = SubsidyGrades.IsViolent(state),
            EarlierIncidents = state.EarlierIncidents == 0 ? null : state.EarlierIncidents,
            Links = state.Links.Count == 0 ? null : [.. state.Links.Select(l => new LinkFacts(l.CaseId, Name(l.Kind)))],
        };
    }

    private static List<RoundFacts>? RoundsOf(Case state, List<DateOnly?> due) => state.EarlierRounds.Count == 0 ? null :
    [
        .. state.EarlierRounds.Select((r, i) => new RoundFacts(r.Round, r.CommitteeId, r.OpenedAt, r.ClosedAt, r.Outcome.Length == 0 ? null : r.Outcome, due[i], r.Rebound)),
        new(state.Round, state.CommitteeId, state.RoundOpenedAt, state.ClosedAt, state.Outcome, due[^1], state.RoundIsRebound),
    ];

    // Of each round, the current one last. Terms are kept in the rounds' order, but a round may have ended before its term began.
    private static List<DateOnly?> LastDays(Case state)
    {
        var terms = new Queue<Clock>(state.Clocks.Where(clock => clock.Definition.Term));
        return
        [
            .. state.EarlierRounds.Select(r => LastDayOf(terms, r.OpenedAt, r.ClosedAt)),
            LastDayOf(terms, state.RoundOpenedAt, state.ClosedAt),
        ];
    }

    private static DateOnly? LastDayOf(Queue<Clock> terms, DateTimeOffset openedAt, DateTimeOffset? closedAt) =>
        terms.TryPeek(out var term) && (term.StartedOn >= ChinaTime.DayOf(openedAt) || term.Definition.Starts == ClockStart.Application)
        && term.StoppedOn == (closedAt is { } at ? ChinaTime.DayOf(at) : default(DateOnly?))
            ? terms.Dequeue().LastDay
            : null;

    private static List<StepFacts>? StepsOf(Case state) => state.Passes.Any(p => p.CompletedAt is not null)
        ? [.. state.Passes.Where(p => p.CompletedAt is not null).Select(p => new StepFacts(p.Step, p.Pass, p.CompletedAt!.Value, (int)p.Spent.TotalMinutes))]
        : null;

    // The contract's own words, so that a renamed member here does not change the wire.
    private static string Name(Risk colour) => colour switch
    {
        Risk.Green => "green",
        Risk.Yellow => "yellow",
        _ => "red",
    };

    private static string Name(LinkKind kind) => kind switch
    {
        LinkKind.Continues => "continues",
        LinkKind.ContinuedBy => "continuedBy",
        LinkKind.CounterClaimTo => "counterClaimTo",
        LinkKind.CounterClaimedBy => "counterClaimedBy",
        _ => "related",
    };

    private static string Name(CaseStatus status) => status switch
    {
        CaseStatus.WaitingForMediator => "waitingForMediator",
        CaseStatus.Open => "open",
        _ => "closed",
    };
}
