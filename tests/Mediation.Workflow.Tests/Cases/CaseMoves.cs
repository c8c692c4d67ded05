using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Escalation;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;
using Mediation.Workflow.Storage;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Cases;

/// <summary>What can be done to a case, each drawn by numbers; well-formed or not, allowed or not.</summary>
internal static class CaseMoves
{
    private static readonly WorkingDays Days = new(new HashSet<DateOnly>(), new HashSet<DateOnly>());
    private static readonly string[] Codes = ["W", "P", "U", "G", "T", "S", "C", "R", "O", "A", "Z"];
    private static readonly string[] MethodCodes = ["six-step", "five-word", "three-modes", "three-step", "nine-step"];

    internal static readonly (string Name, Func<Case, int, DateTimeOffset, Decision> Decide)[] All =
    [
        .. Enumerable.Repeat<(string, Func<Case, int, DateTimeOffset, Decision>)>(("work", Work), 12),
        ("propose", (s, n, now) => ProposeMediator.Decide(s, new ProposeMediator(Id(20 + (n % 3))), Days, now)),
        ("accept", (s, n, now) => AcceptAssignment.Decide(s, new(n % 4 == 0 ? Other : s.ProposedMediatorId), now)),
        ("decline", (s, n, now) => DeclineAssignment.Decide(s, new(s.ProposedMediatorId, "x"), NewId, now)),
        ("record", Record),
        ("consent", (s, n, now) => AddRecord.Decide(s, new(RecordKind.Consent, PartyOf(s, n), Given: n % 40 != 0), StepOf(s, n), NewId, now)),
        ("complete", (s, n, now) => CompleteStep.Decide(s, n % 2 == 0 ? s.NextStep?.Number ?? 1 : n % 8, now)),
        ("reenter", (s, n, now) => ReenterStep.Decide(s, new("x"), n % 8, NewId, now)),
        ("method", (s, n, now) => ChooseMethod.Decide(s, new(MethodCodes[n % 5]), MethodCatalog.Find(MethodCodes[n % 5]) is { } m ? new(m, null, 0) : null, now)),
        ("panel", (s, n, now) => Decision.Of(new SessionHeld(NewId, n % 2 == 0, null, 60, now), new PanelSat(NewId, Panel.Custom, [], 2, now))),
        ("agree", Agree),
        ("terminate", (s, n, now) => TerminateCase.Decide(s, new(n % 3 == 0 ? null : Codes[n % 11], n % 2 == 0 ? "x" : null, n % 3 == 0 ? "y" : null, [PartyOf(s, n)]), NewId, now)),
        ("round", (s, n, now) => OpenRound.Decide(s, new(Id(31 + (n % 3))), new(1, "610981"), NewId, now)),
        ("rebound", (s, n, now) => RecordRebound.Decide(s, new(now, "x", n % 2 == 0 ? Id(33) : null), new(1, "610981"), NewId, now)),
        ("notice", (s, n, now) => ServeNotice.Decide(s, new(PartyOf(s, n), Manner.Post), NewId, now)),
        ("succeed", (s, n, now) => SucceedParty.Decide(s, new([new(n % 5 == 0 ? PartyB : null, Relation.Child, "x")]), PartyOf(s, n), NewId, [Id(1000 + (int)(now - Now).TotalMinutes)], now)),
        ("incident", (s, n, now) => RecordIncident.Decide(s, new(1900 + (n % 150), n % 14, null, true, Handling.None, "x"), NewId, now)),
        ("police", (s, n, now) => ReportToPolice.Decide(s, new("x", "y", "z"), Id(n), now)),
        ("receipt", (s, n, now) => LogReceipt.Decide(s, new("x"), s.ReportsWithoutReceipt.Count > 0 ? s.ReportsWithoutReceipt[0] : Id(n), now)),
        ("criminal", (s, n, now) => RecordCriminalTurn.Decide(s, new(now, "x"), NewId, now)),
    ];

    // What a mediator would do next, or sequences would hardly get beyond the first step.
    private static Decision Work(Case state, int n, DateTimeOffset now) => state.Status switch
    {
        CaseStatus.Closed => Decision.AlreadySo,
        CaseStatus.WaitingForMediator when state.ProposedMediatorId is null => ProposeMediator.Decide(state, new ProposeMediator(Mediator), Days, now),
        CaseStatus.WaitingForMediator => AcceptAssignment.Decide(state, new(state.ProposedMediatorId), now),
        _ => state.NextStep is not { } step ? Agree(state, 1, now)
            : CompleteStep.Missing(state, step).FirstOrDefault() is { } mark ? Supply(state, mark, now)
            : CompleteStep.Decide(state, step.Number, now),
    };

    private static Decision Supply(Case state, string mark, DateTimeOffset now)
    {
        (string name, string? of) = mark.Split(':') is [var kindOf, var about] ? (kindOf, about) : (mark, (string?)null);
        return name switch
        {
            Requirements.PanelSat => Decision.Of(new PanelSat(NewId, Panel.Custom, [], 2, now)),
            Requirements.AgreementInEffect => Agree(state, 1, now),
            Requirements.InvestigationOrEvidence => Filing(state, RecordKind.Evidence, null, now),
            _ when Enum.TryParse<RecordKind>(name, ignoreCase: true, out var kind) => Filing(state, kind, of, now),
            _ => Filing(state, RecordKind.Note, null, now),
        };
    }

    private static Decision Filing(Case state, RecordKind kind, string? of, DateTimeOffset now) => AddRecord.Decide(
        state,
        new(
            kind, Guid.TryParse(of, out var party) ? party : state.Parties[0].PartyId, Side: of is { Length: 1 } ? of : null, Text: "x",
            Given: kind == RecordKind.Consent ? true : null, Provisions: kind == RecordKind.LawExplained ? ["x"] : null,
            Risk: kind == RecordKind.RiskAssessment ? Risk.Green : null),
        state.NextStep!.Number, NewId, now);

    private static Decision Record(Case state, int n, DateTimeOffset now)
    {
        var kinds = Enum.GetValues<RecordKind>();
        return AddRecord.Decide(
            state, new(kinds[n % kinds.Length], PartyOf(state, n), Side: state.Sides.ElementAtOrDefault(n % 2), Text: n % 7 == 0 ? null : "x"),
            StepOf(state, n), NewId, now);
    }

    // As an oral agreement does it.
    private static Decision Agree(Case state, int n, DateTimeOffset now) =>
        state.Status != CaseStatus.Open ? CaseRefusals.NotOpen
        : CompleteStep.OpenSteps(state, state.WorkedBy.AgreementFrom).Count > 0 ? CaseRefusals.UnknownStep
        : n % 4 == 0 ? Decision.Of(new AgreementPrepared(Id(61), AgreementForm.Written, now))
        : Decision.Of(TakingEffect.Of(Agreement.Initial with { Id = Id(61), Form = AgreementForm.Oral }, state, now, now).OnCase);

    private static Guid PartyOf(Case state, int n) => n % 11 == 10 ? Other : state.Parties[n % state.Parties.Count].PartyId;

    private static int StepOf(Case state, int n) => n % 13 == 12 ? n % 9 : state.NextStep?.Number ?? 1;
}
