namespace Mediation.Contracts.Roster;

/// <summary>Fact: whether a unit has whom it must have. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="UnitId">The courtyard, village, committee or other unit; any id that stays.</param>
/// <param name="Revision">Version of its stream, or a counter that only rises.</param>
/// <param name="Kind">courtyard, village, committee …</param>
/// <param name="AreaCode">Its area.</param>
/// <param name="Duties">What it must have; none means that it has all.</param>
/// <param name="Closed">Whether the unit is no more.</param>
public sealed record CoverageFactsChanged(
    Guid UnitId, long Revision, string Kind, string AreaCode, IReadOnlyList<DutyFacts> Duties, bool Closed);

/// <summary>One thing a unit must have.</summary>
/// <param name="Code">courtyardHead, legalLiteratePerson, …</param>
/// <param name="Required">How many.</param>
/// <param name="Present">How many it has.</param>
public sealed record DutyFacts(string Code, int Required, int Present);
