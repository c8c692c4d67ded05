using FsCheck;
using FsCheck.Fluent;
using Mediation.Contracts;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Storage;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Clocks;

/// <summary>Random extensions, pauses and holidays against a model that counts day by day.</summary>
public sealed class ClockArithmetic
{
    private static readonly DateOnly First = ChinaTime.DayOf(Now);

    private static DateTimeOffset At(DateOnly day) => ChinaTime.StartOf(day).AddHours(9);

    /// <summary>What is tried on a day: nothing much, an extension, a pause or a resumption.</summary>
    private sealed record Tried(int DaysLater, int Kind, int Days);

    private static readonly Arbitrary<Tried[]> Attempts = (
        from later in Gen.Choose(0, 12)
        from kind in Gen.Choose(0, 3)
        from days in Gen.Choose(-3, 40)
        select new Tried(later, kind, days)).ArrayOf().ToArbitrary();

    [Fact]
    public void Days_that_count_are_the_term_and_what_was_consented_to_and_never_a_day_of_pause() =>
        Prop.ForAll(Attempts, attempts =>
        {
            var state = Given.Events<Case>(Open()).State;
            var (today, granted, stood, pausedOn) = (First, 30, 0, (DateOnly?)null);
            foreach (var tried in attempts)
            {
                today = today.AddDays(tried.DaysLater);
                var clock = state.RunningClock("people")!;
                var decision = Decide(state, clock, tried, today);
                if (decision.Refusal is not null || decision.Events.Count == 0)
                {
                    continue;
                }

                granted += tried.Kind == 1 ? tried.Days : 0;
                stood += tried.Kind == 3 ? today.DayNumber - pausedOn!.Value.DayNumber : 0;
                pausedOn = tried.Kind switch { 2 => today, 3 => null, _ => pausedOn };
                state = decision.Events.Aggregate(state, (s, e) => s.Evolve(e));
            }

            var after = state.RunningClock("people")!;
            after.LastDay.ShouldBe(First.AddDays(granted + stood));
            after.PausedDays.ShouldBe(stood);
            after.PausedOn.ShouldBe(pausedOn);
            // Overdue on the first day that is not granted, not before, and never while it stands still.
            after.IsOver(At(after.LastDay)).ShouldBeFalse();
            after.IsOver(At(after.LastDay.AddDays(1))).ShouldBe(pausedOn is null);
            var closedOn = today > after.LastDay ? today : after.LastDay;
            var closed = state.Evolve(new CaseClosed(Endings.GapTooWide, At(closedOn)));
            closed.OnTime.ShouldBe(pausedOn is not null || closedOn <= after.LastDay);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_clock_runs_out_once_for_each_last_day_whatever_happens_between() =>
        Prop.ForAll(Attempts, attempts =>
        {
            var (state, today, ranOut, near) = (Given.Events<Case>(Open()).State, First, new List<DateOnly>(), new List<DateOnly>());
            foreach (var tried in attempts)
            {
                today = today.AddDays(tried.DaysLater);
                var clock = state.RunningClock("people")!;
                object[] events = [.. Decide(state, clock, tried, today).Events];
                state = events.Aggregate(state, (s, e) => s.Evolve(e));
                foreach (var e in Enumerable.Range(0, 3).SelectMany(_ =>
                {
                    var fired = RunClockOut.Decide(state, "people", NewId, At(today)).Events;
                    state = fired.Aggregate(state, (s, f) => s.Evolve(f));
                    return fired;
                }))
                {
                    (e is ClockRanOut ? ranOut : near).Add(e is ClockRanOut over ? over.LastDay : ((ClockCameNear)e).LastDay);
                }
            }

            ranOut.ShouldBeUnique();
            ranOut.ShouldAllBe(day => day < today);
            near.ShouldBeUnique();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Working_days_are_counted_as_one_counts_them_on_a_calendar()
    {
        var cases = from off in Gen.Choose(0, 40).Select(n => new DateOnly(2026, 9, 25).AddDays(n)).ListOf()
                    from made in Gen.Choose(0, 40).Select(n => new DateOnly(2026, 9, 25).AddDays(n)).ListOf()
                    from day in Gen.Choose(0, 30)
                    select (Off: off.ToHashSet(), Made: made.ToHashSet(), Day: new DateOnly(2026, 9, 25).AddDays(day));
        Prop.ForAll(cases.ToArbitrary(), given =>
        {
            var days = new WorkingDays(given.Off, given.Made);
            var proposed = (MediatorProposed)ProposeMediator.Decide(
                Given.Events<Case>(Opened(), Requested()).State, new ProposeMediator(Mediator), days, At(given.Day)).Events[0];
            var worked = Enumerable.Range(1, proposed.RespondBy.DayNumber - given.Day.DayNumber).Select(given.Day.AddDays)
                .Count(d => d.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? given.Made.Contains(d) : !given.Off.Contains(d));
            worked.ShouldBe(3);
            days.IsWorked(proposed.RespondBy).ShouldBeTrue();
        }).QuickCheckThrowOnFailure();
    }

    private static ServiceDefaults.Decision Decide(Case state, Clock clock, Tried tried, DateOnly today) => tried.Kind switch
    {
        1 => ExtendClock.Decide(
            state,
            new ExtendClock(clock.LastDay.AddDays(tried.Days), [new(PartyA, Min(today, clock.LastDay)), new(PartyB, Min(today, clock.LastDay))]),
            "people", false, NewId, At(today)),
        2 => PauseClock.Decide(state, new PauseClock(null, "鉴定"), "people", NewId, At(today)),
        3 => ResumeClock.Decide(state, new ResumeClock(), "people", At(today)),
        _ => ServiceDefaults.Decision.AlreadySo,
    };

    private static DateOnly Min(DateOnly one, DateOnly other) => one < other ? one : other;
}
