namespace Mediation.Roster.Assignments;

/// <summary>A mediator of the wanted committee, as seen under the committee's lock.</summary>
internal sealed record Candidate(
    Guid MediatorId, string AreaCode, IReadOnlyList<string> TypeCodes, int MaxLoad, int Load, DateTimeOffset? LastReservedAt);
