using Mediation.Roster.Storage;
using Mediation.Testing;

namespace Mediation.Roster.Tests;

/// <summary>One stored sample of every event as the service first wrote it; they stay for ever.</summary>
public sealed class StoredEvents
{
    private const string At = "\"2026-03-18T09:00:00+08:00\"";
    private const string One = "\"00000001-0000-0000-0000-000000000001\"";

    private static readonly Dictionary<string, string> Samples = new()
    {
        ["Committees.CommitteeEstablished"] = $$"""{"name":"段家河调解室","shortName":"段","areaCode":"610981","kind":"Studio","establishedAt":{{At}}}""",
        ["Committees.SurgeBegan"] = $$"""{"beganAt":{{At}}}""",
        ["Committees.SurgeEnded"] = $$"""{"endedAt":{{At}}}""",
        ["Mediators.MediatorAppointed"] = $$"""{"committeeId":{{One}},"capacity":"VillageNotable","areaCode":"610981","typeCodes":["0902"],"maxLoad":50,"appointedAt":{{At}}}""",
        ["Assignments.ReservationMade"] = $$"""{"attempt":1,"committeeId":{{One}},"mediatorId":{{One}},"reservedAt":{{At}}}""",
        ["Assignments.ReservationReleased"] = $$"""{"mediatorId":{{One}},"releasedAt":{{At}}}""",
        ["Assignments.NoMediatorFound"] = $$"""{"attempt":1,"committeeId":{{One}},"searchedAt":{{At}}}""",
        ["Assignments.MediatorTakenOn"] = $$"""{"attempt":2,"mediatorId":{{One}},"takenOnAt":{{At}}}""",
        ["Assignments.AssignmentClosed"] = $$"""{"closedAt":{{At}}}""",
        // Persons.
        ["Persons.PersonEntered"] = $$"""{"areaCode":"610981","sex":"Female","enteredAt":{{At}}}""",
        ["Persons.RoleTaken"] = $$"""{"roleId":{{One}},"role":"CourtyardHead","unitId":{{One}},"areaCode":"610981100004","from":"2026-01-01","to":"2026-12-31","takenAt":{{At}}}""",
        ["Persons.RoleLeft"] = $$"""{"roleId":{{One}},"to":"2026-03-18","leftAt":{{At}}}""",
        ["Persons.SkillsRecorded"] = $$"""{"lawCertificate":true,"languages":["zh"],"homeTown":"610981","typeCodes":["0902"],"recordedAt":{{At}}}""",
        ["Persons.AbsenceNoted"] = $$"""{"from":"2026-03-18","to":"2026-03-20","notedAt":{{At}}}""",
        ["Persons.TeamJoined"] = $$"""{"teamId":{{One}},"from":"2026-03-18","joinedAt":{{At}}}""",
        ["Persons.TeamLeft"] = $$"""{"teamId":{{One}},"to":"2026-03-18","leftAt":{{At}}}""",
        // Teams, activities, coverage.
        ["Teams.TeamFormed"] = $$"""{"kind":"Branch","parentId":{{One}},"committeeId":{{One}},"areaCode":"610981","formedAt":{{At}}}""",
        ["Teams.TeamDissolved"] = $$"""{"lastDay":"2026-03-18","dissolvedAt":{{At}}}""",
        ["Activities.ActivityHeld"] = $$"""{"kind":"LawTalk","teamId":{{One}},"areaCode":"610981","day":"2026-03-18","minutes":90,"personIds":[{{One}}],"others":20,"evidence":"00","recordedAt":{{At}}}""",
        ["Activities.ActivityWithdrawn"] = $$"""{"withdrawnAt":{{At}}}""",
        ["Coverage.UnitEntered"] = $$"""{"kind":"Courtyard","areaCode":"610981100004","number":3,"enteredAt":{{At}}}""",
        ["Coverage.UnitClosed"] = $$"""{"closedAt":{{At}}}""",
        ["Coverage.DutyTaken"] = $$"""{"roleId":{{One}},"personId":{{One}},"from":"2026-01-01","takenAt":{{At}}}""",
        ["Coverage.DutyLeft"] = $$"""{"roleId":{{One}},"to":"2026-03-18","leftAt":{{At}}}""",
    };

    [Fact]
    public void every_stored_event_is_read_and_written_as_before() =>
        StoredSamples.Changed(RosterStore.Configure, "Mediation.Roster", Samples).ShouldBeEmpty();
}
