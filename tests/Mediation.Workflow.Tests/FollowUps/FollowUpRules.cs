using Mediation.Contracts;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Rounds;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.FollowUps;

public sealed class FollowUpRules
{
    private static readonly DateOnly Today = ChinaTime.DayOf(Now);
    private static readonly Guid PlanId = FollowUpPlan.IdOf(CaseId);
    private static readonly RecordFollowUp.Answer[] Answers = [new(PartyA, true, Satisfaction.Satisfied), new(PartyB, false)];

    private static Case Closed(string outcome = "A", params object[] more) =>
        Given.Events<Case>([.. Open(), .. more, new CaseClosed(outcome, Now)]).State;

    private static FollowUpPlanned Planned(params int[] days) =>
        new(PlanId, CaseId, 1, Risk.Green, 1, [PartyA, PartyB], [.. days.Select(d => new PlannedVisit(Id(80 + d), Today.AddDays(d)))], Today, Now);

    private static FollowUpVisited Visited(Guid? planned, int day, Guid? id = null) => new(
        id ?? NewId, planned, Now.AddDays(day), PerformanceSeen.Full, [new(PartyA, true, Satisfaction.Satisfied), new(PartyB, false, null)], false, false, false, Now.AddDays(day));

    private static int[] Days(Case file)
    {
        var decision = PlanFollowUps.Decide(FollowUpPlan.Initial, file, () => NewId, Now);
        return [.. decision.Events.OfType<FollowUpPlanned>().SelectMany(p => p.Visits).Select(v => v.DueOn.DayNumber - Today.DayNumber)];
    }

    [Fact]
    public void The_colour_at_closing_says_when_the_parties_are_visited()
    {
        Days(Closed()).ShouldBe([7]);
        Days(Closed("A", Record(RecordKind.RiskAssessment, risk: Risk.Yellow))).ShouldBe([3, 15]);
        Days(Closed("A", new SignalRecorded(Id(71), SignalKind.ThreatOfViolence, null, Now, Now))).ShouldBe([1, 3, 7, 30]);
        Days(Closed("A", new ColourOverridden(NewId, Risk.Yellow, Now))).ShouldBe([3, 15]);
    }

    [Fact]
    public void Only_an_agreement_is_followed_up_and_is_planned_once()
    {
        Days(Closed("G")).ShouldBeEmpty();
        Given.Events<FollowUpPlan>(Planned(7)).When(s => PlanFollowUps.Decide(s, Closed(), () => NewId, Now)).ThenNothing();
    }

    [Fact]
    public void A_case_that_is_opened_again_is_not_visited_and_a_later_agreement_has_its_own_plan()
    {
        var again = Closed().Evolve(new RoundOpened(2, Committee, null, true, Now.AddDays(2)));
        Given.Events<FollowUpPlan>(Planned(7)).When(s => PlanFollowUps.Decide(s, again, () => NewId, Now.AddDays(2))).Then(new FollowUpsCancelled(Now.AddDays(2)));
        var settled = again.Evolve(new CaseClosed("A", Now.AddDays(5)));
        var cancelled = Given.Events<FollowUpPlan>(Planned(7), new FollowUpsCancelled(Now.AddDays(2))).State;
        cancelled.Open.ShouldBeEmpty();
        var plan = (FollowUpPlanned)PlanFollowUps.Decide(cancelled, settled, () => NewId, Now.AddDays(5)).Events.ShouldHaveSingleItem();
        (plan.Round, plan.Visits[0].DueOn).ShouldBe((2, Today.AddDays(12)));
    }

    [Fact]
    public void A_visit_is_the_next_planned_one_and_the_clock_of_that_stops()
    {
        Given.Events<FollowUpPlan>(Planned(3, 15))
            .When(s => RecordFollowUp.Decide(s, Closed(), new(null, null, Now.AddDays(2), PerformanceSeen.Full, Answers), (NewId, Id(99)), Now.AddDays(2)))
            .Then(Visited(Id(83), 2));
        var plan = Given.Events<FollowUpPlan>(Planned(3, 15), Visited(Id(83), 2)).State;
        plan.Open.ShouldHaveSingleItem().DueOn.ShouldBe(Today.AddDays(15));
        (plan.Visits[0].Reached, plan.Visits[0].Answers, plan.Visits[0].Satisfied, plan.Visits[0].Clock!.Runs).ShouldBe((1, 1, 1, false));
    }

    [Fact]
    public void A_named_visit_is_made_once_and_one_beside_the_plan_any_time()
    {
        var command = new RecordFollowUp(Id(83), null, Now.AddDays(4), PerformanceSeen.Full, Answers);
        Given.Events<FollowUpPlan>(Planned(3, 15), Visited(Id(83), 2)).When(s => RecordFollowUp.Decide(s, Closed(), command, (NewId, Id(99)), Now.AddDays(4)))
            .ThenRefused("followUp.madeBefore");
        Given.Events<FollowUpPlan>(Planned(3, 15))
            .When(s => RecordFollowUp.Decide(s, Closed(), command with { PlannedId = null, BesidePlan = true }, (NewId, Id(99)), Now.AddDays(4)))
            .Then(Visited(null, 4));
        Given.Events<FollowUpPlan>(Planned(3)).When(s => RecordFollowUp.Decide(s, Closed(), command with { VisitedAt = Now.AddDays(-1) }, (NewId, Id(99)), Now))
            .ThenRefused("followUp.beforeClosing");
    }

    [Fact]
    public void Signs_of_a_rebound_colour_the_case_and_what_was_said_is_sealed()
    {
        var command = new RecordFollowUp(null, null, Now.AddDays(2), PerformanceSeen.None, Answers, true, false, false, "又起争执");
        var decided = Given.Events<FollowUpPlan>(Planned(7)).When(s => RecordFollowUp.Decide(s, Closed(), command, (NewId, Id(99)), Now.AddDays(2)));
        decided.ThenAlso(new SignalRecorded(Id(99), SignalKind.Incident, null, Now.AddDays(2), Now.AddDays(2)));
        decided.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("又起争执");
        Closed().Evolve(decided.Decision.SecondEvents[0]).Assessment.InEffect.ShouldBe(Risk.Red);
    }

    [Fact]
    public void Why_it_was_made_what_came_of_a_suit_and_what_was_done_are_sealed_too()
    {
        var command = new RecordFollowUp(null, null, Now.AddDays(2), PerformanceSeen.None, Answers, LaterSuit: true, Reason: "来信反映", SuitOutcome: "已撤诉", Measures: "催告");
        var decided = Given.Events<FollowUpPlan>(Planned(7)).When(s => RecordFollowUp.Decide(s, Closed(), command, (NewId, Id(99)), Now.AddDays(2)));
        decided.Decision.Texts.ShouldBe([new(NewId, "reason", "来信反映"), new(NewId, "suitOutcome", "已撤诉"), new(NewId, "measures", "催告")]);
        Given.Events<FollowUpPlan>(Planned(7)).When(s => RecordFollowUp.Decide(s, Closed(), command with { LaterSuit = false }, (NewId, Id(99)), Now.AddDays(2)))
            .ThenBad("suitOutcome");
    }

    [Fact]
    public void Fields_that_are_wrong_are_named() =>
        Given.Events<FollowUpPlan>(Planned(7))
            .When(s => RecordFollowUp.Decide(
                s, Closed(), new(Id(9), null, Now.AddDays(9), null, [new(Other, true), new(PartyB, false, Satisfaction.Neutral), new()]), (NewId, Id(99)), Now))
            .ThenBad(
                "plannedId", "performance", "visitedAt", "parties[0].partyId", "parties[1].satisfaction", "parties[2].partyId", "parties[2].reached");

    [Fact]
    public void A_visit_that_was_not_made_by_its_day_is_put_on_record_once()
    {
        var over = new ClockRanOut("followUp", Id(83), Today.AddDays(3), Now.AddDays(4));
        Given.Events<FollowUpPlan>(Planned(3, 15)).When(s => RunFollowUpOut.Decide(s, Id(83), Now.AddDays(1))).ThenNothing();
        Given.Events<FollowUpPlan>(Planned(3, 15)).When(s => RunFollowUpOut.Decide(s, Id(83), Now.AddDays(3)))
            .Then(new ClockCameNear("followUp", Id(83), Today.AddDays(3), Now.AddDays(3)));
        Given.Events<FollowUpPlan>(Planned(3, 15)).When(s => RunFollowUpOut.Decide(s, Id(83), Now.AddDays(4))).Then(over);
        Given.Events<FollowUpPlan>(Planned(3, 15), over).When(s => RunFollowUpOut.Decide(s, Id(83), Now.AddDays(5))).ThenNothing();
        Given.Events<FollowUpPlan>(Planned(3), Visited(Id(83), 2)).When(s => RunFollowUpOut.Decide(s, Id(83), Now.AddDays(5))).ThenNothing();
    }
}
