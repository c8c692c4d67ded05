using Mediation.Roster.Persons;

namespace Mediation.Roster.Mediators;

/// <summary>Appointed (聘任) to a committee; name and phone are in the vault.</summary>
internal sealed record MediatorAppointed(
    Guid CommitteeId, Capacity Capacity, string AreaCode, IReadOnlyList<string> TypeCodes, int MaxLoad, DateTimeOffset AppointedAt,
    Sex? Sex = null, bool? FullTime = null, Schooling? Schooling = null);

/// <summary>In what capacity a person mediates.</summary>
internal enum Capacity
{
    CommunityPoliceOfficer,
    Auxiliary,
    CommitteeMember,
    VillageNotable,
    LegalLiteratePerson,
    Lawyer,
    JudicialOfficer,
    Volunteer,
    GridWorker,
    CourtyardHead,
    PartyMember,
    Other,
}
