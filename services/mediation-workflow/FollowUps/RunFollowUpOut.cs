using Mediation.ServiceDefaults;
using Mediation.Workflow.Clocks;

namespace Mediation.Workflow.FollowUps;

/// <summary>A planned visit was not made by its last day: put on record once.</summary>
internal static class RunFollowUpOut
{
    internal static Decision Decide(FollowUpPlan state, Guid visitId, DateTimeOffset now) =>
        state.Visits.FirstOrDefault(v => v.Id == visitId)?.Clock is { RanOutAt: null } clock && clock.IsOver(now)
            ? Decision.Of(new ClockRanOut(clock.Code, visitId, clock.LastDay, now))
            : Decision.AlreadySo;
}
