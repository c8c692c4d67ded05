using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Workflow.FollowUps;

namespace Mediation.Workflow.Publishing;

/// <summary>What is reportable of a case's follow-up.</summary>
internal static class FollowUpFacts
{
    internal static bool ChangedBy(object data) => data is FollowUpPlanned or FollowUpVisited or FollowUpsCancelled;

    internal static FollowUpFactsChanged Of(Fetched<FollowUpPlan> fetched) =>
        new(fetched.Id, fetched.Version, fetched.State.CaseId, [.. fetched.State.Visits.Where(Counts).Select(Of)]);

    // A visit that was missed before the case was opened again stays missed.
    private static bool Counts(Visit visit) => visit is { Cancelled: false } or { VisitedAt: not null } || visit.Clock?.StoppedOn > visit.DueOn;

    // A visit beside the plan was not due: its answers count, its parties do not.
    private static VisitFacts Of(Visit visit) => visit.DueOn is { } dueOn
        ? new(visit.Id, dueOn, visit.VisitedAt, visit.PartiesDue, visit.Reached, visit.Answers, visit.Satisfied)
        : new(visit.Id, ChinaTime.DayOf(visit.VisitedAt!.Value), visit.VisitedAt, 0, 0, visit.Answers, visit.Satisfied);
}
