using Mediation.ServiceDefaults;

namespace Mediation.Workflow.FollowUps;

/// <summary>The last day of a planned visit is near or over: put on record once.</summary>
internal static class RunFollowUpOut
{
    internal static Decision Decide(FollowUpPlan state, Guid visitId, DateTimeOffset now) =>
        state.Visits.FirstOrDefault(v => v.Id == visitId)?.Clock?.Elapsed(now) is { } elapsed ? Decision.Of(elapsed) : Decision.AlreadySo;
}
