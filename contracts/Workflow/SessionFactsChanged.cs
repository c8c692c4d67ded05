namespace Mediation.Contracts.Workflow;

/// <summary>Fact: all that is reportable of a session. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="CaseId">The case.</param>
/// <param name="StartsAt">When it starts.</param>
/// <param name="EndedAt">When it ended; null as long as it is not held.</param>
/// <param name="RequiredRoles">How many roles had to be there.</param>
/// <param name="RequiredRolesPresent">Of them, those that checked in.</param>
/// <param name="Segments">Its segments.</param>
/// <param name="PersonIds">Persons of the roster who took part.</param>
/// <param name="UnitIds">Committees and other units who took part.</param>
/// <param name="TeamIds">Teams who took part.</param>
/// <param name="AreaCodes">Areas of the units who took part, each once.</param>
public sealed record SessionFactsChanged(
    Guid SessionId,
    long Revision,
    Guid CaseId,
    DateTimeOffset StartsAt,
    DateTimeOffset? EndedAt,
    int RequiredRoles,
    int RequiredRolesPresent,
    IReadOnlyList<SegmentFacts> Segments,
    IReadOnlyList<Guid> PersonIds,
    IReadOnlyList<Guid> UnitIds,
    IReadOnlyList<Guid> TeamIds,
    IReadOnlyList<string> AreaCodes);

/// <summary>A segment of a session.</summary>
/// <param name="SegmentId">The segment.</param>
/// <param name="Mode">caucus, joint, homeVisit, fieldMeasurement, video.</param>
/// <param name="Minutes">How long.</param>
public sealed record SegmentFacts(Guid SegmentId, string Mode, int Minutes);
