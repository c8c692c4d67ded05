using System.Text.Json.Serialization;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.FollowUps;

/// <summary>A case was closed with an agreement: when its parties are visited, by the colour it had.</summary>
/// <param name="Rules">Version of the table of clocks.</param>
internal sealed record FollowUpPlanned(
    Guid PlanId, Guid CaseId, int Round, Risk Colour, int Rules, IReadOnlyList<Guid> PartyIds, IReadOnlyList<PlannedVisit> Visits,
    DateOnly ClosedOn, DateTimeOffset At);

internal sealed record PlannedVisit(Guid Id, DateOnly DueOn);

/// <summary>What was said lies in the vault under the id.</summary>
/// <param name="PlannedId">Which planned visit it is; null for one beside the plan.</param>
internal sealed record FollowUpVisited(
    Guid VisitId, Guid? PlannedId, DateTimeOffset VisitedAt, PerformanceSeen Performance, IReadOnlyList<PartyAnswer> Parties,
    bool ReboundSigns, bool WrongMediation, bool LaterSuit, DateTimeOffset At);

/// <param name="Satisfaction">Null where the party was not reached, or did not answer.</param>
internal sealed record PartyAnswer(Guid PartyId, bool Reached, Satisfaction? Satisfaction);

/// <summary>The case was opened again: visits still to come are off.</summary>
internal sealed record FollowUpsCancelled(DateTimeOffset At);

/// <summary>How far the visitor saw the agreement performed.</summary>
[JsonConverter(typeof(CamelCaseEnum<PerformanceSeen>))]
internal enum PerformanceSeen
{
    Full,
    Partial,
    None,
}

[JsonConverter(typeof(CamelCaseEnum<Satisfaction>))]
internal enum Satisfaction
{
    VerySatisfied,
    Satisfied,
    Neutral,
    Dissatisfied,
    VeryDissatisfied,
}
