namespace Mediation.Contracts.Roster;

/// <summary>Fact: all that is reportable of a committee or a mediator. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="Id">The committee or mediator.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="Kind">committee or mediator.</param>
/// <param name="AreaCode">Its area.</param>
/// <param name="CommitteeId">Itself, or the mediator's committee.</param>
/// <param name="Capacity">A mediator's capacity, such as communityPoliceOfficer; null for a committee.</param>
public sealed record RosterFactsChanged(Guid Id, long Revision, string Kind, string AreaCode, Guid CommitteeId, string? Capacity);
