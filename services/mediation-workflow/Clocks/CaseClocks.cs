using Mediation.Contracts;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Clocks;

/// <summary>What becomes of a case's clocks when something happens to it.</summary>
internal static class CaseClocks
{
    /// <param name="state">The case after the event, its clocks still as before.</param>
    internal static IReadOnlyList<Clock> After(Case state, object @event) => @event switch
    {
        CaseOpened e => Opening(state, ChinaTime.DayOf(e.AcceptedAt), e.AppliedOn),
        MediatorProposed e => [.. Unanswered(state), Answer(e)],
        MediatorRequested or MediatorDeclined => Unanswered(state),
        MediatorAssigned e => Begin(state, Unanswered(state), ChinaTime.DayOf(e.At), ClockStart.Assignment),
        RoundOpened e => Begin(state, state.Clocks, ChinaTime.DayOf(e.At), ClockStart.Acceptance, ClockStart.Application),
        DelegationRecorded => [.. state.Clocks.Select(clock => Delegated(state, clock))],
        ClockExtended e => Change(state, e.Clock, clock => clock.Extend(e.Until)),
        ClockPaused e => Change(state, e.Clock, clock => clock.Pause(e.On)),
        ClockResumed e => Change(state, e.Clock, clock => clock.Resume(e.On)),
        ClockCameNear e => Change(state, e.Clock, clock => clock with { WarnedAt = e.At }),
        ClockRanOut e => Change(state, e.Clock, clock => clock with { RanOutAt = e.At }),
        CaseClosed e => [.. Unanswered(state).Select(clock => clock.Stop(ChinaTime.DayOf(e.At)))],
        _ => state.Clocks,
    };

    // Whoever applies before the committee decides has begun to wait (domain: labour).
    private static IReadOnlyList<Clock> Opening(Case state, DateOnly acceptedOn, DateOnly? appliedOn) =>
        ClockCatalog.InForce(acceptedOn).TermOf(state).Starts == ClockStart.Application
            ? Begin(state, state.Clocks, appliedOn ?? acceptedOn, ClockStart.Application)
            : Begin(state, state.Clocks, acceptedOn, ClockStart.Acceptance);

    private static Clock Answer(MediatorProposed e)
    {
        var on = ChinaTime.DayOf(e.At);
        return new Clock(ClockCatalog.MediatorAnswer, ClockCatalog.InForce(on).Version, on, e.RespondBy);
    }

    // Of the mediators' answers nothing is asked later, so only the one that is awaited is kept.
    private static IReadOnlyList<Clock> Unanswered(Case state) => [.. state.Clocks.Where(c => c.Code != ClockCatalog.MediatorAnswer)];

    private static IReadOnlyList<Clock> Begin(Case state, IReadOnlyList<Clock> clocks, DateOnly on, params ReadOnlySpan<ClockStart> starts)
    {
        var term = ClockCatalog.InForce(on).TermOf(state);
        // A mediator who takes another's place does not begin the round anew, nor does a committee that it was handed on to.
        var begun = clocks.Any(c => c.Definition.Term && c.StoppedOn is null);
        return starts.Contains(term.Starts) && !begun ? [.. clocks, Clock.Start(term.Code, on)] : clocks;
    }

    private static Clock Delegated(Case state, Clock clock)
    {
        if (!clock.Definition.Term || clock.StoppedOn is not null)
        {
            return clock;
        }

        var other = Clock.Start(ClockCatalog.InForce(clock.StartedOn).TermOf(state).Code, clock.StartedOn);
        return other.Code == clock.Code ? clock : other;
    }

    private static IReadOnlyList<Clock> Change(Case state, string code, Func<Clock, Clock> change) =>
        [.. state.Clocks.Select(clock => clock.Code == code && clock.StoppedOn is null ? change(clock) : clock)];
}
