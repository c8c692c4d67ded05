namespace Mediation.Intake.Disputes;

// What can happen to a dispute. Ids, codes, dates, counts and amounts only: every text about it is in the vault.

internal sealed record DisputeRegistered(
    string Source,
    string TypeCode,
    string AreaCode,
    DateOnly OccurredOn,
    IReadOnlyList<RegisteredParty> Parties,
    int? Households,
    int? Persons,
    decimal? Amount,
    DateTimeOffset RegisteredAt);

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
    DateTimeOffset AcceptedAt);

/// <summary>Ended before acceptance, by one of the endings' codes.</summary>
internal sealed record DisputeEnded(string Ending, DateTimeOffset EndedAt);

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

/// <summary>Why a matter may not be mediated here (司法部: 人民调解工作若干规定, art. 22).</summary>
internal enum TurnAwayCode
{
    CourtAccepted,
    OtherOrgan,
    Forbidden,
    Other,
}
