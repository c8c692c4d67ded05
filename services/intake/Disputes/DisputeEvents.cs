namespace Mediation.Intake.Disputes;

// What can happen to a dispute. Ids, codes, dates, counts and amounts only: every text about it is in the vault.

/// <summary>Applied for on the day of the registration, unless another is named.</summary>
internal sealed record DisputeRegistered(
    string Source,
    string TypeCode,
    string AreaCode,
    DateOnly OccurredOn,
    IReadOnlyList<RegisteredParty> Parties,
    int? Households,
    int? Persons,
    decimal? Amount,
    DateTimeOffset RegisteredAt,
    IReadOnlyList<string>? Signs = null,
    Guid? LeadId = null,
    bool? CrossArea = null,
    DateOnly? AppliedOn = null);

internal sealed record RegisteredParty(Guid PartyId, string Side, PartyKind Kind);

internal sealed record PartiesAdded(IReadOnlyList<RegisteredParty> Parties, DateTimeOffset AddedAt);

internal sealed record ConsentGiven(Guid PartyId, DateTimeOffset GivenAt);

internal sealed record ConsentRefused(Guid PartyId, DateTimeOffset RefusedAt);

/// <summary>Accepted (受理) under a number. Holds all that mediation needs to open the case.</summary>
internal sealed record DisputeAdmitted(
    Guid CommitteeId,
    string CaseNumber,
    string AreaCode,
    string TypeCode,
    string Source,
    IReadOnlyList<RegisteredParty> Parties,
    int? Households,
    int? Persons,
    decimal? Amount,
    DateTimeOffset AcceptedAt,
    IReadOnlyList<string>? Signs = null,
    DateOnly? AppliedOn = null);

/// <summary>Ended before acceptance, by one of the endings' codes.</summary>
internal sealed record DisputeEnded(string Ending, DateTimeOffset EndedAt);

/// <summary>Screened for what forbids a joint segment; the newest word counts. What was seen is in the vault.</summary>
internal sealed record DisputeScreened(Guid ScreeningId, IReadOnlyList<string> Signs, DateTimeOffset ScreenedAt);

/// <summary>Somebody acts for a party, with a power of attorney on file; name and phone are in the vault.</summary>
internal sealed record AgentNamed(Guid AgentId, Guid PartyId, AgentPower Power, DateOnly GrantedOn, DateTimeOffset NamedAt);

/// <summary>Who speaks for a side of many; the newest word counts.</summary>
internal sealed record RepresentativesNamed(string Side, IReadOnlyList<Guid> PartyIds, DateTimeOffset NamedAt);

/// <summary>Sent elsewhere before it was accepted. Why, and what the parties were told, is in the vault.</summary>
internal sealed record DisputeDiverted(string Destination, DateTimeOffset DivertedAt, DateTimeOffset NoticeServedAt);

/// <summary>One unit offers the dispute to another. It is nobody's until both have signed, so that both can see it. The reason is in the vault.</summary>
internal sealed record HandOverOffered(Guid HandOverId, Guid FromCommitteeId, Guid ToCommitteeId, DateTimeOffset OfferedAt);

internal sealed record HandOverSigned(Guid HandOverId, Guid CommitteeId, DateTimeOffset SignedAt);

/// <summary>One of the two will not sign: everything is as before the offer.</summary>
internal sealed record HandOverDeclined(Guid HandOverId, Guid CommitteeId, DateTimeOffset DeclinedAt);

/// <summary>Both have signed: the dispute is the receiver's.</summary>
internal sealed record HandOverClosed(Guid HandOverId, Guid ToCommitteeId, DateTimeOffset ClosedAt);

/// <summary>Not admitted; the reason and where to go instead are in the vault.</summary>
internal sealed record DisputeTurnedAway(TurnAwayCode Code, DateTimeOffset TurnedAwayAt);

internal sealed record DisputeLinked(Guid DuplicateOf, DateTimeOffset LinkedAt);

/// <summary>A party was given a code for its status. The code is nowhere; its hash is with the vault's.</summary>
internal sealed record StatusCodeIssued(Guid PartyId, DateTimeOffset IssuedAt);

/// <summary>Who showed a party's code says not to be concerned. The words are in the vault. Never undone, only answered.</summary>
internal sealed record PartyDenied(Guid AnomalyId, Guid PartyId, DateTimeOffset DeniedAt);

internal sealed record AnomalyAnswered(Guid AnswerId, Guid AnomalyId, DateTimeOffset AnsweredAt);

internal sealed record MediatorNamed(DateTimeOffset NamedAt);

internal sealed record MediationEnded(DateTimeOffset EndedAt);

internal enum PartyKind
{
    Person,
    Organisation,
}

/// <summary>How far an agent's power goes.</summary>
internal enum AgentPower
{
    General,
    Special,
}

/// <summary>Why a matter may not be mediated here (司法部: 人民调解工作若干规定, art. 22).</summary>
internal enum TurnAwayCode
{
    CourtAccepted,
    OtherOrgan,
    Forbidden,
    Other,
}
