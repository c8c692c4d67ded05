namespace Mediation.Contracts.Roster;

/// <summary>Fact: all that is reportable of a committee, a mediator or a team. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="Id">The committee, mediator or team.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="Kind">committee, mediator or team.</param>
/// <param name="AreaCode">Its area.</param>
/// <param name="CommitteeId">Itself, or the committee of the mediator or team; a team of no committee has its own id.</param>
/// <param name="Capacity">A mediator's capacity, such as communityPoliceOfficer; null for others.</param>
public sealed record RosterFactsChanged(Guid Id, long Revision, string Kind, string AreaCode, Guid CommitteeId, string? Capacity)
{
    /// <summary>A mediator's team, or the team that a team is a branch of; null for none.</summary>
    public Guid? TeamId { get; init; }

    /// <summary>First day; null when not known.</summary>
    public DateOnly? ActiveFrom { get; init; }

    /// <summary>Last day; null as long as there is none.</summary>
    public DateOnly? ActiveTo { get; init; }

    /// <summary>Of a committee: policeStationRoom, villageCommittee, townshipCommittee, studio, other; null for others.</summary>
    public string? CommitteeKind { get; init; }

    /// <summary>Of a mediator: female, male; null when not on record.</summary>
    public string? Sex { get; init; }

    /// <summary>Of a mediator: whether mediating is the whole occupation (专职); null when not on record.</summary>
    public bool? FullTime { get; init; }

    /// <summary>Of a mediator: primary, juniorMiddle, seniorMiddle, juniorCollege, bachelor, postgraduate; null when not on record.</summary>
    public string? Schooling { get; init; }
}
