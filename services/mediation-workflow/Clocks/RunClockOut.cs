using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Clocks;

/// <summary>The last day of a clock is over: put on record once, and a mediator's silence counts as declining.</summary>
internal static class RunClockOut
{
    internal static Decision Decide(Case state, string code, Guid declinationId, DateTimeOffset now)
    {
        if (state.RunningClock(code) is not { RanOutAt: null } clock || !clock.IsOver(now))
        {
            return Decision.AlreadySo;
        }

        var ranOut = new ClockRanOut(code, null, clock.LastDay, now);
        return code == ClockCatalog.MediatorAnswer && state.ProposedMediatorId is { } silent
            ? Decision.Of([ranOut, .. DeclineAssignment.Declined(state, silent, declinationId, MediatorDeclined.Silence, now)])
            : Decision.Of(ranOut);
    }
}
