using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Sessions;

/// <param name="Sides">Of the case, for caucuses.</param>
internal sealed record SessionCalled(
    Guid SessionId, Guid CaseId, Panel Panel, IReadOnlyList<string> Sides, IReadOnlyList<Participant> Participants, DateTimeOffset StartsAt,
    DateTimeOffset At);

/// <summary>Who is wanted, by role; the name and unit lie in the vault under the id.</summary>
internal sealed record Participant(Guid Id, Role Role, Guid? PartyId, bool Required, DateTimeOffset? CheckedInAt = null);

internal sealed record ParticipantCheckedIn(Guid ParticipantId, DateTimeOffset CheckedInAt, DateTimeOffset At);

internal sealed record SegmentRecorded(Segment Segment, DateTimeOffset At);

/// <param name="HasNote">Its text lies in the vault; of a caucus it is sealed.</param>
/// <param name="Lengths">Measured points in order, metres where measured; their names lie in the vault.</param>
internal sealed record Segment(
    Guid Id, Mode Mode, string? Side, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Capacity? PresidingCapacity, bool HasNote,
    IReadOnlyList<decimal?>? Lengths, bool RecusalAsked, bool RightsRead)
{
    [JsonIgnore]
    public int Minutes => (int)(EndedAt - StartedAt).TotalMinutes;
}

internal sealed record SessionClosed(DateTimeOffset EndedAt, int Minutes, DateTimeOffset At);

[JsonConverter(typeof(CamelCaseEnum<Panel>))]
internal enum Panel
{
    FiveParty,
    FourParty,
    Custom,
}

[JsonConverter(typeof(CamelCaseEnum<Role>))]
internal enum Role
{
    CommunityPolice,
    Department,
    PoliceAssistant,
    VillageNotable,
    LegalLiteratePerson,
    JudicialOffice,
    CourtTribunal,
    VillageCadre,
    RespectedRelative,
    Lawyer,
    Mediator,
    Party,
    Other,
}

[JsonConverter(typeof(CamelCaseEnum<Mode>))]
internal enum Mode
{
    Caucus,
    Joint,
    HomeVisit,
    FieldMeasurement,
    Video,
}

/// <summary>In what capacity the presiding person acts: mediation by the people, the police, an administrative organ, or at a court's invitation.</summary>
[JsonConverter(typeof(CamelCaseEnum<Capacity>))]
internal enum Capacity
{
    People,
    Police,
    Administrative,
    CourtInvited,
}
