namespace Mediation.Roster.Persons;

// What can happen to a person on the roster, beside being appointed a mediator. Name and phone are in the person's vault.

internal sealed record PersonEntered(string AreaCode, Sex? Sex, DateTimeOffset EnteredAt, bool? FullTime = null, Schooling? Schooling = null);

internal sealed record RoleTaken(
    Guid RoleId, PersonRole Role, Guid? UnitId, string AreaCode, DateOnly From, DateOnly? To, DateTimeOffset TakenAt);

internal sealed record RoleLeft(Guid RoleId, DateOnly To, DateTimeOffset LeftAt);

/// <summary>All of them: the newest list counts.</summary>
internal sealed record SkillsRecorded(
    bool LawCertificate, IReadOnlyList<string> Languages, string? HomeTown, IReadOnlyList<string> TypeCodes, DateTimeOffset RecordedAt);

internal sealed record AbsenceNoted(DateOnly From, DateOnly To, DateTimeOffset NotedAt);

internal sealed record TeamJoined(Guid TeamId, DateOnly From, DateTimeOffset JoinedAt);

internal sealed record TeamLeft(Guid TeamId, DateOnly To, DateTimeOffset LeftAt);

internal enum Sex
{
    Female,
    Male,
}

/// <summary>The highest that was finished. Stored by name: never renamed.</summary>
internal enum Schooling
{
    Primary,
    JuniorMiddle,
    SeniorMiddle,
    JuniorCollege,
    Bachelor,
    Postgraduate,
}

/// <summary>What a person may be to the neighbourhood (domain, roster). Stored by name: never renamed.</summary>
internal enum PersonRole
{
    CommitteeHead,
    CommitteeMember,
    PoliceOfficer,
    Auxiliary,
    PoliceAssistant,
    GridWorker,
    PropertyStaff,
    Volunteer,
    CourtyardHead,
    VillageNotable,
    LegalLiteratePerson,
    PartyMember,
    Lawyer,
    Judge,
    JudicialOfficer,
    Doctor,
    RespectedRelative,
}
