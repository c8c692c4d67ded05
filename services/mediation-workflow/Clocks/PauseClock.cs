using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Clocks;

/// <summary>The clock stands still while an appraisal is made.</summary>
internal sealed record PauseClock(DateOnly? On = null, string? Reason = null)
{
    internal static Decision Decide(Case state, PauseClock command, string code, Guid pauseId, DateTimeOffset now)
    {
        if (state.RunningClock(code) is not { } clock)
        {
            return ClockRefusals.Unknown;
        }

        if (!clock.Definition.Pausable)
        {
            return ClockRefusals.NotPausable;
        }

        if (clock.PausedOn is not null)
        {
            return ClockRefusals.Paused;
        }

        var today = ChinaTime.DayOf(now);
        var on = command.On ?? today;
        var check = new FieldCheck()
            .Text("reason", command.Reason, FieldChecks.ShortText)
            .That(on <= today && on >= (clock.ResumedOn ?? clock.StartedOn), "on", "outOfRange", "不得早于起算日或晚于今天", "Not before it ran, nor in the future")
            .That(on <= clock.LastDay, "on", "ranOut", "期限已届满", "The time was over by then");
        return check.Refusal is { } bad ? bad : Decision.Of(new ClockPaused(code, pauseId, on, now)).Sealing(pauseId, "reason", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, string clock, PauseClock body, CommandShell shell)
    {
        var pauseId = shell.NewId();
        return shell.ChangeAsync<Case, PauseClock>(
            http, id, body, (state, command, now) => Decide(state, command, clock, pauseId, now),
            state => Reply.Ok(new { id, clock = state.RunningClock(clock) }));
    }
}
