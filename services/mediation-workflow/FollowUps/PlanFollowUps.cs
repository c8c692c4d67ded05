using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;

namespace Mediation.Workflow.FollowUps;

/// <summary>Plans the visits of a case that was closed with an agreement; a case that was opened again is not visited.</summary>
internal static class PlanFollowUps
{
    internal static Decision Decide(FollowUpPlan state, Case file, Func<Guid> newId, DateTimeOffset now)
    {
        if (file is not { Status: CaseStatus.Closed, Outcome: Endings.Agreement, ClosedAt: { } closedAt })
        {
            return state.Open.Any() ? Decision.Of(new FollowUpsCancelled(now)) : Decision.AlreadySo;
        }

        if (state.Round >= file.Round)
        {
            return Decision.AlreadySo;
        }

        var closedOn = ChinaTime.DayOf(closedAt);
        var rules = ClockCatalog.InForce(closedOn);
        var colour = file.Assessment.InEffect;
        return Decision.Of(new FollowUpPlanned(
            FollowUpPlan.IdOf(file.Id), file.Id, file.Round, colour, rules.Version, [.. file.Parties.Select(p => p.PartyId)],
            [.. rules.FollowUpDaysOf(colour).Select(days => new PlannedVisit(newId(), closedOn.AddDays(days)))], closedOn, now));
    }
}
