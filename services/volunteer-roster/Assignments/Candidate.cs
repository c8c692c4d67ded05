namespace Mediation.Roster.Assignments;

/// <summary>A mediator of the wanted committee, as seen under the committee's lock.</summary>
/// <param name="MediatorId">Who.</param>
/// <param name="AreaCode">Where.</param>
/// <param name="TypeCodes">Subject matters.</param>
/// <param name="MaxLoad">Cases at once.</param>
/// <param name="Load">Cases now.</param>
/// <param name="LastReservedAt">When last proposed.</param>
/// <param name="HomeTown">Where the person comes from; null when not known.</param>
/// <param name="LawCertificate">Whether the person has one.</param>
/// <param name="Away">Whether the person takes no new case today.</param>
/// <param name="Surge">Whether all posts of the committee are open.</param>
internal sealed record Candidate(
    Guid MediatorId, string AreaCode, IReadOnlyList<string> TypeCodes, int MaxLoad, int Load, DateTimeOffset? LastReservedAt,
    string? HomeTown = null, bool LawCertificate = false, bool Away = false, bool Surge = false)
{
    /// <summary>Whether the person may be given one more case.</summary>
    internal bool Free => Surge || (Load < MaxLoad && !Away);
}
