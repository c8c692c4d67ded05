using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Rounds;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Rounds;

public sealed class RoundRules
{
    private static readonly Guid Elsewhere = Id(32);
    private static readonly Workflow.Committees.Committee Known = new(1, "610981");
    private static readonly MediatorRequested Asked = new(2, Elsewhere, "610981113", "0999", [], Now, 2);
    private static readonly object[] Second = [new RoundOpened(2, Elsewhere, null, false, Now), Asked];
    private static readonly object[] Agreed =
        [.. OpenAt(6), new AgreementReached(Id(61), AgreementForm.Written, Now, Now), new StepCompleted(6, Now), new CaseClosed("A", Now)];

    [Fact]
    public void After_a_failed_round_another_committee_is_asked_for_a_mediator()
    {
        var decided = Given.Events<Case>([.. Open(), new CaseClosed("G", Now)]).When(s => OpenRound.Decide(s, new(Elsewhere, "本会调解员均须回避"), Known, NewId, Now));
        decided.Then(new RoundOpened(2, Elsewhere, NewId, false, Now), Asked);
        decided.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new(NewId, "reason", "本会调解员均须回避"));
    }

    [Fact]
    public void Neither_a_running_round_nor_an_agreement_gets_another_without_more()
    {
        Given.Events<Case>(Open()).When(s => OpenRound.Decide(s, new(Elsewhere), Known, NewId, Now)).ThenRefused("round.notEnded");
        Given.Events<Case>(Opened(), Requested()).When(s => OpenRound.Decide(s, new(Elsewhere), Known, NewId, Now)).ThenRefused("round.notEnded");
        Given.Events<Case>(Agreed).When(s => OpenRound.Decide(s, new(Elsewhere), Known, NewId, Now)).ThenRefused("round.reboundNeeded");
        Given.Events<Case>(Open()).When(s => OpenRound.Decide(s, new(), Known, NewId, Now)).ThenBad("committeeId");
    }

    [Fact]
    public void A_committee_of_which_nobody_has_heard_gets_no_round_but_one_that_had_the_case_does()
    {
        var unheard = Workflow.Committees.Committee.Initial;
        object[] failed = [.. Open(), new CaseClosed("G", Now)];
        Given.Events<Case>(failed).When(s => OpenRound.Decide(s, new(Elsewhere), unheard, NewId, Now)).ThenRefused("committee.unknown");
        Given.Events<Case>(failed).When(s => OpenRound.Decide(s, new(Committee), unheard, NewId, Now)).Decision.Events.Count.ShouldBe(2);
        Given.Events<Case>([.. failed, .. Second]).When(s => OpenRound.Decide(s, new(Committee), unheard, NewId, Now)).Decision.Events.Count.ShouldBe(2);
        Given.Events<Case>(Agreed).When(s => RecordRebound.Decide(s, new(Now, "又起争执", Elsewhere), unheard, NewId, Now))
            .ThenRefused("committee.unknown");
        Given.Events<Case>(Agreed).When(s => RecordRebound.Decide(s, new(Now, "又起争执"), unheard, NewId, Now)).Decision.Events.Count.ShouldBe(3);
    }

    [Fact]
    public void What_no_mediator_has_taken_up_is_given_to_another_committee()
    {
        object[] waiting = [.. Open(), new CaseClosed("G", Now), .. Second];
        Given.Events<Case>(waiting).When(s => OpenRound.Decide(s, new(Elsewhere), Known, NewId, Now)).ThenNothing();
        Given.Events<Case>(waiting).When(s => OpenRound.Decide(s, new(Committee), Known, NewId, Now))
            .Then(new RoundOpened(2, Committee, null, false, Now), Asked with { Attempt = 3, CommitteeId = Committee });
        var back = Given.Events<Case>([.. waiting, new RoundOpened(2, Committee, null, false, Now)]).State;
        (back.Round, back.CommitteeId, back.EarlierRounds.Count).ShouldBe((2, Committee, 1));
    }

    [Fact]
    public void Steps_start_anew_while_facts_stay_on_file()
    {
        object[] first =
        [
            .. OpenAt(5), Record(RecordKind.Discovery), Record(RecordKind.FirstContact, side: "A"), Record(RecordKind.RiskAssessment, risk: Risk.Green),
            Record(RecordKind.Consent, 2, party: PartyA, given: true), Record(RecordKind.Evidence, 3), Record(RecordKind.UndisputedFacts, 3),
            Record(RecordKind.LawExplained, 4, party: PartyA), new AgreementPrepared(Id(61), AgreementForm.Written, Now), new CaseClosed("S", Now),
        ];
        var state = Given.Events<Case>([.. first, .. Second]).State;
        (state.Status, state.StepsCompleted, state.MediatorId, state.AgreementId, state.Outcome, state.ClosedAt)
            .ShouldBe((CaseStatus.WaitingForMediator, 0, null, null, null, null));
        state.Marks.ShouldBe(["discovery", "firstContact:A", "investigationOrEvidence", "undisputedFacts"]);
        state.EarlierRounds.ShouldHaveSingleItem().ShouldBe(new EndedRound(1, Committee, Mediator, Now, Now, "S", false));
        (state.FirstCommitteeId, state.CommitteeId, state.Round).ShouldBe((Committee, Elsewhere, 2));
    }

    [Fact]
    public void The_time_of_each_round_is_its_own_and_passes_are_counted_over_all()
    {
        var state = Given.Events<Case>(
            [.. Open(), new StepCompleted(1, Now.AddMinutes(5)), new CaseClosed("G", Now.AddMinutes(9)), .. Second, new MediatorAssigned(Other, Now.AddHours(1)), new StepCompleted(1, Now.AddHours(2))]).State;
        state.Passes.Where(p => p.Step == 1).Select(p => (p.Round, p.Pass, p.Spent.TotalMinutes)).ShouldBe([(1, 1, 5), (2, 2, 60)]);
        state.CurrentStep.ShouldBe(2);
    }

    [Fact]
    public void A_rebound_opens_a_round_and_says_whether_it_came_within_ninety_days()
    {
        Rebounds(Now.AddDays(90)).ShouldBeTrue();
        Rebounds(Now.AddDays(91)).ShouldBeFalse();
        Given.Events<Case>(Agreed).When(s => RecordRebound.Decide(s, new(Now.AddDays(3), "又起争执"), Known, NewId, Now.AddDays(4))).Then(
            new CaseRebounded(NewId, 1, Now.AddDays(3), true, Now.AddDays(4)), new RoundOpened(2, Committee, null, true, Now.AddDays(4)),
            Asked with { CommitteeId = Committee, At = Now.AddDays(4) });
    }

    [Fact]
    public void Only_an_agreement_rebounds_and_not_before_it()
    {
        Given.Events<Case>(Open()).When(s => RecordRebound.Decide(s, new(Now, "x"), Known, NewId, Now)).ThenRefused("rebound.noAgreement");
        Given.Events<Case>([.. Open(), new CaseClosed("G", Now)]).When(s => RecordRebound.Decide(s, new(Now, "x"), Known, NewId, Now)).ThenRefused("rebound.noAgreement");
        Given.Events<Case>(Agreed).When(s => RecordRebound.Decide(s, new(Now.AddDays(-1)), Known, NewId, Now)).ThenBad("occurredAt", "text");
    }

    [Fact]
    public void What_ends_a_later_round_says_which()
    {
        object[] second = [.. Open(), new CaseClosed("G", Now), .. Second, new MediatorProposed(Mediator, 2, default, Now), new MediatorAssigned(Mediator, Now)];
        Given.Events<Case>(second).When(s => TerminateCase.Decide(s, new("G"), NewId, Now)).Then(new CaseClosed("G", Now, Round: 2));
        Given.Events<Case>(second).When(s => AddRecord.Decide(s, new(RecordKind.Consent, PartyA, Given: false), 2, NewId, Now))
            .Then(Record(RecordKind.Consent, 2, party: PartyA, given: false), new CaseClosed("U", Now, Round: 2));
        Given.Events<Case>(second[..^1]).When(s => DeclineAssignment.Decide(s, new(Mediator, "x"), NewId, Now))
            .Then(new MediatorDeclined(Mediator, 2, NewId, Now), Asked with { Attempt = 3, Excluded = [Mediator] });
    }

    private static bool Rebounds(DateTimeOffset at) => Given.Events<Case>(Agreed)
        .When(s => RecordRebound.Decide(s, new(at, "又起争执"), Known, NewId, at)).Decision.Events.OfType<CaseRebounded>().Single().Within90Days;
}
