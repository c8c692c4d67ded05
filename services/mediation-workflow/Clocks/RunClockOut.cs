using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Clocks;

/// <summary>The last day of a clock is near or over: put on record once, and a mediator's silence counts as declining.</summary>
internal static class RunClockOut
{
    internal static Decision Decide(Case state, string code, Guid declinationId, DateTimeOffset now)
    {
        if (state.RunningClock(code)?.Elapsed(now) is not { } elapsed)
        {
            return Decision.AlreadySo;
        }

        return elapsed is ClockRanOut && code == ClockCatalog.MediatorAnswer && state.ProposedMediatorId is { } silent
            ? Decision.Of([elapsed, .. DeclineAssignment.Declined(state, silent, declinationId, MediatorDeclined.Silence, now)])
            : Decision.Of(elapsed);
    }
}
