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
/// <param name="Author">Who wrote a caucus note; null for notes from before authors were kept.</param>
internal sealed record Segment(
    Guid Id, Mode Mode, string? Side, DateTimeOffset StartedAt, DateTimeOffset EndedAt, Capacity? PresidingCapacity, bool HasNote,
    IReadOnlyList<decimal?>? Lengths, bool RecusalAsked, bool RightsRead, string? Author = null)
{
    [JsonIgnore]
    public int Minutes => (int)(EndedAt - StartedAt).TotalMinutes;
}

/// <summary>One sentence of a caucus note may be read by all, with the side's consent; the sentence lies in the vault under its own id.</summary>
internal sealed record CaucusSentenceReleased(Guid ReleaseId, Guid SegmentId, Guid ConsentPartyId, DateTimeOffset ConsentAt, DateTimeOffset At);

internal sealed record Release(Guid Id, Guid SegmentId, Guid ConsentPartyId, DateTimeOffset ConsentAt, DateTimeOffset At);

internal sealed record SessionClosed(DateTimeOffset EndedAt, int Minutes, DateTimeOffset At);

internal sealed record InvitationSent(Guid InvitationId, Guid ParticipantId, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>The link was used for the first time, and belongs to that browser from now on.</summary>
internal sealed record InvitationOpened(Guid InvitationId, Guid ParticipantId, DateTimeOffset At);

internal sealed record InvitationRevoked(Guid InvitationId, Guid ParticipantId, DateTimeOffset At);

/// <summary>The invitee passed the place on to a colleague: the old link is dead.</summary>
internal sealed record InvitationDelegated(
    Guid InvitationId, Guid NewInvitationId, Guid ParticipantId, DateTimeOffset ExpiresAt, DateTimeOffset At);

/// <summary>What lives of a link to the session for one participant; its code lies nowhere, the code's hash in a table of its own.</summary>
internal sealed record Invitation(Guid Id, Guid ParticipantId, DateTimeOffset ExpiresAt, DateTimeOffset? OpenedAt = null);

internal sealed record StatementGiven(Guid StatementId, Guid ParticipantId, Guid InvitationId, DateTimeOffset At);

/// <summary>A participant's view; its text lies in the vault under the id.</summary>
internal sealed record Statement(Guid Id, Guid ParticipantId, DateTimeOffset At);

internal sealed record SessionSignedOff(
    Guid SignOffId, Guid ParticipantId, Guid InvitationId, bool Agreed, bool HasRemark, DateTimeOffset At);

/// <param name="HasRemark">Its text lies in the vault under the id.</param>
internal sealed record SignOff(Guid Id, Guid ParticipantId, bool Agreed, bool HasRemark, DateTimeOffset At);

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
