namespace Mediation.Contracts.Intake;

/// <summary>Fact: all that is reportable of a dispute. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="DisputeId">The dispute.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="Status">registered, accepted, ended, linked.</param>
/// <param name="AreaCode">Where it arose.</param>
/// <param name="TypeCode">Dispute type.</param>
/// <param name="Source">One of <see cref="DisputeSources"/>.</param>
/// <param name="CommitteeId">Who accepted it; null before.</param>
/// <param name="RegisteredAt">Instant of registration.</param>
/// <param name="AcceptedAt">Instant of acceptance; null before.</param>
/// <param name="DuplicateOf">The dispute it was linked to as a duplicate; null otherwise.</param>
/// <param name="Households">Households affected.</param>
/// <param name="Persons">Persons affected.</param>
/// <param name="Amount">Yuan in dispute.</param>
public sealed record DisputeFactsChanged(
    Guid DisputeId,
    long Revision,
    string Status,
    string AreaCode,
    string TypeCode,
    string Source,
    Guid? CommitteeId,
    DateTimeOffset RegisteredAt,
    DateTimeOffset? AcceptedAt,
    Guid? DuplicateOf,
    int? Households,
    int? Persons,
    decimal? Amount)
{
    /// <summary>When it was sent elsewhere (分流); null when it was not.</summary>
    public DateTimeOffset? DivertedAt { get; init; }

    /// <summary>Where to: a code such as court, arbitration, petitionOffice, police, administrative, other; null when it was not.</summary>
    public string? DivertedTo { get; init; }

    /// <summary>Whether it was registered as reaching over the borders of areas; null as long as nobody said so.</summary>
    public bool? CrossArea { get; init; }
}
