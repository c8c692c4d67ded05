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

    /// <summary>Parties with a phone on file, in the order they were registered; null where there is none, or it was erased.</summary>
    public IReadOnlyList<PhoneFacts>? Phones { get; init; }

    /// <summary>Parties who said that it was not them (非本人), in that order; null for nobody. None is ever taken back.</summary>
    public IReadOnlyList<DenialFacts>? Denials { get; init; }
}

/// <summary>That parties share a phone can be seen by it, and nothing else.</summary>
/// <param name="PartyId">The party.</param>
/// <param name="Hash">
/// 64 hexadecimal digits: HMAC-SHA256 under a key that only intake has and that never leaves it. The eleven digits of a phone are guessed in
/// no time where a plain hash is at hand; without the key a guess cannot be tried. Phones are hashed for facts apart from the search, so
/// that the hash of the one is not that of the other.
/// </param>
public sealed record PhoneFacts(Guid PartyId, string Hash);

/// <summary>Somebody who showed a party's code says not to be concerned.</summary>
/// <param name="DenialId">The denial.</param>
/// <param name="PartyId">In whose name the dispute was registered.</param>
/// <param name="DeniedAt">Instant it was put on record.</param>
/// <param name="AnsweredAt">First answer of the committee's head; null before.</param>
public sealed record DenialFacts(Guid DenialId, Guid PartyId, DateTimeOffset DeniedAt, DateTimeOffset? AnsweredAt);
