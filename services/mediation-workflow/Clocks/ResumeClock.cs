using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Clocks;

/// <summary>The appraisal is there; the days it took do not count.</summary>
internal sealed record ResumeClock(DateOnly? On = null)
{
    internal static Decision Decide(Case state, ResumeClock command, string code, DateTimeOffset now)
    {
        if (state.RunningClock(code) is not { } clock)
        {
            return ClockRefusals.Unknown;
        }

        if (clock.PausedOn is not { } paused)
        {
            return ClockRefusals.NotPaused;
        }

        var today = ChinaTime.DayOf(now);
        var on = command.On ?? today;
        var check = new FieldCheck().That(on <= today && on >= paused, "on", "outOfRange", "不得早于中止日或晚于今天", "Not before the pause, nor in the future");
        return check.Refusal is { } bad ? bad : Decision.Of(new ClockResumed(code, on, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, string clock, ResumeClock body, CommandShell shell) =>
        shell.ChangeAsync<Case, ResumeClock>(
            http, id, body, (state, command, now) => Decide(state, command, clock, now),
            state => Reply.Ok(new { id, clock = state.RunningClock(clock) }));
}
