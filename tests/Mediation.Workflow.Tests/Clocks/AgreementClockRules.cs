using Mediation.Contracts;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Clocks;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Clocks;

public sealed class AgreementClockRules
{
    private static readonly DateOnly Today = ChinaTime.DayOf(Now);

    private static readonly Obligation Wall = new(Id(62), PartyA, PartyB, ObligationKind.Act, null, Today.AddDays(10));

    private static readonly Obligation Money = new(
        Id(63), PartyA, PartyB, ObligationKind.Payment, 300, Today.AddDays(40), [new(Today.AddDays(20), 100), new(Today.AddDays(40), 200)]);

    private static readonly object[] InEffect = [Drafted() with { Obligations = [Wall, Money] }, new AgreementTookEffect(Now, Now)];

    private static PerformanceRecorded Done(Obligation duty, decimal? amount = null) =>
        new(new Performance(NewId, duty.Id, amount < duty.Amount ? PerformanceKind.Partial : PerformanceKind.Full, amount, Today), Now);

    private static string[] Clocks(params IEnumerable<object> events) =>
        [.. AgreementClocks.Of(Given.Events<Agreement>(events).State).Where(c => c.Runs).Select(c => $"{c.Code} {c.LastDay.DayNumber - Today.DayNumber}")];

    [Fact]
    public void Each_obligation_runs_to_the_next_day_that_is_not_kept_yet_and_the_court_takes_it_for_thirty_days()
    {
        Clocks(InEffect[0]).ShouldBeEmpty();
        Clocks(InEffect).ShouldBe(["obligation 10", "obligation 20", "judicialConfirmation 30"]);
        Clocks([.. InEffect, Done(Wall)]).ShouldBe(["obligation 20", "judicialConfirmation 30"]);
        Clocks([.. InEffect, Done(Wall), Done(Money, 100)]).ShouldBe(["obligation 40", "judicialConfirmation 30"]);
        Clocks([.. InEffect, Done(Wall), Done(Money, 300)]).ShouldBe(["judicialConfirmation 30"]);
    }

    [Fact]
    public void What_was_not_performed_in_time_is_put_on_record_once_for_each_day_and_stays_overdue()
    {
        var day = Now.AddDays(21);
        var over = new ClockRanOut("obligation", Money.Id, Today.AddDays(20), day);
        var near = new ClockCameNear("obligation", Money.Id, Today.AddDays(20), day.AddDays(-1));
        Given.Events<Agreement>(InEffect).When(s => AgreementClocks.Decide(s, "obligation", Money.Id, day.AddDays(-5))).ThenNothing();
        Given.Events<Agreement>(InEffect).When(s => AgreementClocks.Decide(s, "obligation", Money.Id, day.AddDays(-1))).Then(near);
        Given.Events<Agreement>([.. InEffect, near]).When(s => AgreementClocks.Decide(s, "obligation", Money.Id, day.AddDays(-1))).ThenNothing();
        Given.Events<Agreement>(InEffect).When(s => AgreementClocks.Decide(s, "obligation", Money.Id, day)).Then(over);
        Given.Events<Agreement>([.. InEffect, over]).When(s => AgreementClocks.Decide(s, "obligation", Money.Id, day)).ThenNothing();
        Clocks([.. InEffect, over]).ShouldContain("obligation 20");
        Given.Events<Agreement>([.. InEffect, over, Done(Money, 100)]).When(s => AgreementClocks.Decide(s, "obligation", Money.Id, Now.AddDays(41)))
            .Then(over with { LastDay = Today.AddDays(40), At = Now.AddDays(41) });
    }

    [Fact]
    public void A_chance_that_has_passed_is_nobody_s_delay()
    {
        var passed = new ClockRanOut("judicialConfirmation", null, Today.AddDays(30), Now.AddDays(31));
        Given.Events<Agreement>(InEffect).When(s => AgreementClocks.Decide(s, "judicialConfirmation", Guid.Empty, Now.AddDays(31))).Then(passed);
        Clocks([.. InEffect, passed]).ShouldBe(["obligation 10", "obligation 20"]);
    }
}
