namespace Mediation.Roster.Committees;

/// <summary>Set up (设立). A committee's name is a public office's name, not personal data.</summary>
internal sealed record CommitteeEstablished(string Name, string ShortName, string AreaCode, CommitteeKind Kind, DateTimeOffset EstablishedAt);

internal sealed record SurgeBegan(DateTimeOffset BeganAt);

internal sealed record SurgeEnded(DateTimeOffset EndedAt);

internal enum CommitteeKind
{
    PoliceStationRoom,
    VillageCommittee,
    TownshipCommittee,
    Studio,
    Other,
}
