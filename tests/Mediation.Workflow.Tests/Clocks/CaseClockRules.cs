using Mediation.Contracts;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Rounds;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Clocks;

public sealed class CaseClockRules
{
    private static readonly DateOnly Today = ChinaTime.DayOf(Now);
    private static readonly ExtendClock.Consent[] Both = [new(PartyA, Today), new(PartyB, Today)];

    private static DateTimeOffset On(int day) => ChinaTime.StartOf(Today.AddDays(day)).AddHours(9);

    private static CaseOpened From(string source, string type = "0999") => Opened(type) with { Source = source };

    private static string[] Running(params IEnumerable<object> events) =>
        [.. Given.Events<Case>(events).State.Clocks.Where(c => c.Runs).Select(c => $"{c.Code} {c.LastDay.DayNumber - Today.DayNumber}")];

    [Fact]
    public void The_table_starts_the_clock_that_fits_the_case()
    {
        Running(Opened(), Requested()).ShouldBe(["people 30"]);
        Running(From("petitionOffice")).ShouldBe(["petition 60"]);
        Running(Opened("0701")).ShouldBe(["labour 15"]);
        Running(From("court")).ShouldBeEmpty();
        Running(Open(From("court"))).ShouldBe(["courtBeforeFiling 30"]);
        Running(Open(From("court", "0701"))).ShouldBe(["courtBeforeFiling 30"]);
        Running([.. Open(From("court")), new DelegationRecorded(Delegation.AfterFiling, Now)]).ShouldBe(["courtAfterFiling 15"]);
        Running([From("court"), new DelegationRecorded(Delegation.Summary, Now), Requested(), Proposed(), new MediatorAssigned(Mediator, Now)]).ShouldBe(["courtSummary 7"]);
    }

    [Fact]
    public void A_labour_dispute_s_days_are_counted_from_the_application_and_others_from_the_acceptance()
    {
        var applied = Today.AddDays(-6);
        Running(Opened("0701") with { AppliedOn = applied }).ShouldBe(["labour 9"]);
        Running(Opened() with { AppliedOn = applied }).ShouldBe(["people 30"]);
        Running(From("petitionOffice") with { AppliedOn = applied }).ShouldBe(["petition 60"]);
        object[] closed = [.. Open(Opened("0701") with { AppliedOn = applied }), new CaseClosed("G", On(10))];
        Given.Events<Case>(closed).State.OnTime.ShouldBe(false);
        Workflow.Publishing.CaseFacts.Of(new(CaseId, Given.Events<Case>(closed).State, 5)).DueOn.ShouldBe(Today.AddDays(9));
    }

    [Fact]
    public void A_clock_that_comes_near_is_put_on_record_once_for_each_last_day()
    {
        object[] open = [.. Open()];
        var near = new ClockCameNear("people", null, Today.AddDays(30), On(25));
        Given.Events<Case>(open).When(s => RunClockOut.Decide(s, "people", NewId, On(24))).ThenNothing();
        Given.Events<Case>(open).When(s => RunClockOut.Decide(s, "people", NewId, On(25))).Then(near);
        Given.Events<Case>([.. open, near]).When(s => RunClockOut.Decide(s, "people", NewId, On(26))).ThenNothing();
        Given.Events<Case>([.. open, near]).When(s => RunClockOut.Decide(s, "people", NewId, On(31))).Then(new ClockRanOut("people", null, Today.AddDays(30), On(31)));
        object[] extended = [.. open, near, new ClockExtended("people", NewId, Today.AddDays(50), [], On(26))];
        Given.Events<Case>(extended).When(s => RunClockOut.Decide(s, "people", NewId, On(44))).ThenNothing();
        Given.Events<Case>(extended).When(s => RunClockOut.Decide(s, "people", NewId, On(45))).Then(near with { LastDay = Today.AddDays(50), At = On(45) });
        object[] paused = [.. open, near, new ClockPaused("people", NewId, Today.AddDays(26), On(26)), new ClockResumed("people", Today.AddDays(36), On(36))];
        Given.Events<Case>(paused).When(s => RunClockOut.Decide(s, "people", NewId, On(36))).Then(near with { LastDay = Today.AddDays(40), At = On(36) });
    }

    [Fact]
    public void A_warning_that_would_come_too_late_is_none()
    {
        Given.Events<Case>(Open()).When(s => RunClockOut.Decide(s, "people", NewId, On(40))).Then(new ClockRanOut("people", null, Today.AddDays(30), On(40)));
        Given.Events<Case>(Opened(), Requested(), Proposed()).When(s => RunClockOut.Decide(s, "mediatorAnswer", NewId, On(4)))
            .Then(new ClockCameNear("mediatorAnswer", null, new DateOnly(2026, 3, 23), On(4)));
        new Clock("obligation", 1, Today, Today.AddDays(2)).WarnsAt.ShouldBeNull();
    }

    [Fact]
    public void A_proposed_mediator_has_until_the_day_that_was_told_and_the_clock_ends_with_the_answer()
    {
        Running(Opened(), Requested(), Proposed()).ShouldBe(["people 30", "mediatorAnswer 5"]);
        Running(Open()).ShouldBe(["people 30"]);
        Running(Opened(), Requested(), Proposed(), new MediatorDeclined(Mediator, 1, NewId, Now), Requested(2, Mediator)).ShouldBe(["people 30"]);
    }

    [Fact]
    public void Silence_counts_as_declining_and_the_next_one_is_asked_for()
    {
        object[] asked = [Opened(), Requested(), Proposed()];
        Given.Events<Case>(asked).When(s => RunClockOut.Decide(s, "mediatorAnswer", NewId, On(3))).ThenNothing();
        Given.Events<Case>(asked).When(s => RunClockOut.Decide(s, "mediatorAnswer", NewId, On(6))).Then(
            new ClockRanOut("mediatorAnswer", null, new DateOnly(2026, 3, 23), On(6)),
            new MediatorDeclined(Mediator, 1, NewId, On(6), "silence"),
            new MediatorRequested(2, Committee, "610981113", "0999", [Mediator], On(6)));
    }

    [Fact]
    public void A_round_runs_out_after_its_last_day_and_once()
    {
        Given.Events<Case>(Open()).When(s => RunClockOut.Decide(s, "people", NewId, On(31).AddHours(-9).AddTicks(-1)))
            .Then(new ClockCameNear("people", null, Today.AddDays(30), On(31).AddHours(-9).AddTicks(-1)));
        var over = new ClockRanOut("people", null, Today.AddDays(30), On(31));
        Given.Events<Case>(Open()).When(s => RunClockOut.Decide(s, "people", NewId, On(31))).Then(over);
        Given.Events<Case>([.. Open(), over]).When(s => RunClockOut.Decide(s, "people", NewId, On(32))).ThenNothing();
        Given.Events<Case>([.. Open(), new CaseClosed("G", On(3))]).When(s => RunClockOut.Decide(s, "people", NewId, On(32))).ThenNothing();
    }

    [Fact]
    public void More_time_needs_the_consent_of_every_side_given_in_time()
    {
        var until = Today.AddDays(50);
        Given.Events<Case>(Open()).When(s => ExtendClock.Decide(s, new(until, [new(PartyA, Today)]), "people", true, NewId, Now))
            .ThenRefused("clock.consentsMissing", "side:B");
        Given.Events<Case>(Open()).When(s => ExtendClock.Decide(s, new(until, [new(PartyA, Today), new(PartyB, Today.AddDays(31))]), "people", true, NewId, On(40)))
            .ThenRefused("clock.consentsMissing", "side:B");
        var extended = Given.Events<Case>(Open()).When(s => ExtendClock.Decide(s, new(until, Both, "待评估报告"), "people", false, NewId, On(40)));
        extended.Then(new ClockExtended("people", NewId, until, [new(PartyA, Today), new(PartyB, Today)], On(40)));
        extended.Decision.Texts.ShouldHaveSingleItem().Text.ShouldBe("待评估报告");
    }

    [Fact]
    public void A_lawfully_extended_case_is_not_overdue_though_it_was_put_on_file_late()
    {
        object[] late = [.. Open(), new ClockRanOut("people", null, Today.AddDays(30), On(31)), new ClockExtended("people", NewId, Today.AddDays(50), [], On(32))];
        Given.Events<Case>(late).State.RunningClock("people")!.IsOver(On(40)).ShouldBeFalse();
        Given.Events<Case>(late).When(s => RunClockOut.Decide(s, "people", NewId, On(51))).Then(new ClockRanOut("people", null, Today.AddDays(50), On(51)));
    }

    [Fact]
    public void Wrong_fields_and_clocks_that_may_not_be_extended_are_refused()
    {
        Given.Events<Case>(Open()).When(s => ExtendClock.Decide(s, new(Today.AddDays(30), [new(Other, Today.AddDays(1))]), "people", true, NewId, Now))
            .ThenBad("until", "consents[0].partyId", "consents[0].consentedOn");
        Given.Events<Case>(Open()).When(s => ExtendClock.Decide(s, new(Today.AddDays(40), Both), "petition", true, NewId, Now)).ThenRefused("clock.unknown");
        Given.Events<Case>(Open(Opened("0701"))).When(s => ExtendClock.Decide(s, new(null, Both), "labour", true, NewId, Now)).ThenRefused("clock.notExtendable");
    }

    [Fact]
    public void A_petition_gets_thirty_days_more_from_the_head_once()
    {
        var petition = Open(From("petitionOffice"));
        Given.Events<Case>(petition).When(s => ExtendClock.Decide(s, new(), "petition", false, NewId, Now)).ThenRefused("clock.headOnly");
        var more = new ClockExtended("petition", NewId, Today.AddDays(90), [], Now);
        Given.Events<Case>(petition).When(s => ExtendClock.Decide(s, new(), "petition", true, NewId, Now)).Then(more);
        Given.Events<Case>([.. petition, more]).When(s => ExtendClock.Decide(s, new(), "petition", true, NewId, Now)).ThenRefused("clock.extendedBefore");
    }

    [Fact]
    public void Days_of_an_appraisal_do_not_count()
    {
        object[] paused = [.. Open(), new ClockPaused("people", NewId, Today.AddDays(10), On(10))];
        Given.Events<Case>(paused).When(s => RunClockOut.Decide(s, "people", NewId, On(60))).ThenNothing();
        Given.Events<Case>(paused).When(s => PauseClock.Decide(s, new(null, "鉴定"), "people", NewId, On(11))).ThenRefused("clock.paused");
        Given.Events<Case>(paused).When(s => ResumeClock.Decide(s, new(Today.AddDays(9)), "people", On(11))).ThenBad("on");
        Running([.. paused, new ClockResumed("people", Today.AddDays(40), On(40))]).ShouldBe(["people 60"]);
        Given.Events<Case>(Open()).When(s => ResumeClock.Decide(s, new(), "people", On(11))).ThenRefused("clock.notPaused");
        Given.Events<Case>(Open()).When(s => PauseClock.Decide(s, new(Today.AddDays(31), "鉴定"), "people", NewId, On(40))).ThenBad("on");
        Given.Events<Case>(Open(Opened("0701"))).When(s => PauseClock.Decide(s, new(null, "鉴定"), "labour", NewId, On(1))).ThenRefused("clock.notPausable");
    }

    [Fact]
    public void Closed_on_its_last_day_is_on_time_and_a_day_later_is_not()
    {
        Given.Events<Case>(Open()).State.OnTime.ShouldBeNull();
        Given.Events<Case>([.. Open(), new CaseClosed("A", On(30))]).State.OnTime.ShouldBe(true);
        Given.Events<Case>([.. Open(), new CaseClosed("A", On(31))]).State.OnTime.ShouldBe(false);
        var paused = Given.Events<Case>([.. Open(), new ClockPaused("people", NewId, Today.AddDays(10), On(10)), new CaseClosed("A", On(50))]).State;
        (paused.OnTime, paused.PausedDays).ShouldBe((true, 40));
    }

    [Fact]
    public void Each_round_has_its_own_time()
    {
        object[] again = [.. Open(), new CaseClosed("G", On(20)), new RoundOpened(2, Committee, null, false, On(25))];
        Running(again).ShouldBe(["people 55"]);
        Running([.. again, new RoundOpened(2, Other, null, false, On(26))]).ShouldBe(["people 55"]);
        Given.Events<Case>(again).State.OnTime.ShouldBeNull();
    }

    [Fact]
    public void How_the_court_handed_it_over_can_be_recorded_of_its_cases_only()
    {
        Given.Events<Case>(Open()).When(s => RecordDelegation.Decide(s, new(Delegation.Summary), Now)).ThenRefused("delegation.notByCourt");
        Given.Events<Case>(Open(From("court"))).When(s => RecordDelegation.Decide(s, new(Delegation.Summary), Now)).Then(new DelegationRecorded(Delegation.Summary, Now));
        Given.Events<Case>(Open(From("court"))).When(s => RecordDelegation.Decide(s, new(), Now)).ThenBad("delegation");
    }
}
