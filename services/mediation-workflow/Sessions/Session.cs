using System.Text.Json.Serialization;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>A dated meeting of a panel, made of segments.</summary>
internal sealed record Session : IAggregate<Session>, ISealsUnder
{
    public static Session Initial { get; } = new();

    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public Panel Panel { get; init; }
    public DateTimeOffset StartsAt { get; init; }
    public IReadOnlyList<string> Sides { get; init; } = [];
    public IReadOnlyList<Participant> Participants { get; init; } = [];
    public IReadOnlyList<Segment> Segments { get; init; } = [];
    public DateTimeOffset? EndedAt { get; init; }

    // Snapshots from before these were kept read as empty, not as null.
    public IReadOnlyList<Invitation> Invitations { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Statement> Statements { get; init => field = value ?? []; } = [];
    public IReadOnlyList<SignOff> SignOffs { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Release> Releases { get; init => field = value ?? []; } = [];

    [JsonIgnore]
    public Guid SubjectId => CaseId;

    [JsonIgnore]
    public bool IsClosed => EndedAt is not null;

    [JsonIgnore]
    public int Minutes => Segments.Sum(segment => segment.Minutes);

    /// <summary>Roles of those who checked in, parties included.</summary>
    [JsonIgnore]
    public IReadOnlyList<Role> RolesPresent => [.. Participants.Where(p => p.CheckedInAt is not null).Select(p => p.Role).Distinct().Order()];

    [JsonIgnore]
    public DateTimeOffset? FirstJointAt => Segments.Where(s => s.Mode == Mode.Joint).Select(s => (DateTimeOffset?)s.StartedAt).Min();

    /// <summary>The invitation, if it may still be used.</summary>
    internal Invitation? LiveInvitation(Guid id, DateTimeOffset now) => Invitations.FirstOrDefault(i => i.Id == id && i.ExpiresAt > now);

    public Session Evolve(object @event) => @event switch
    {
        SessionCalled e => this with
        {
            Id = e.SessionId, CaseId = e.CaseId, Panel = e.Panel, StartsAt = e.StartsAt, Sides = e.Sides, Participants = e.Participants,
        },
        ParticipantCheckedIn e => this with
        {
            Participants = [.. Participants.Select(p => p.Id == e.ParticipantId ? p with { CheckedInAt = e.CheckedInAt } : p)],
        },
        SegmentRecorded e => this with { Segments = [.. Segments, e.Segment] },
        SessionClosed e => this with { EndedAt = e.EndedAt },
        InvitationSent e => Inviting(new Invitation(e.InvitationId, e.ParticipantId, e.ExpiresAt)),
        InvitationOpened e => this with { Invitations = [.. Invitations.Select(i => i.Id == e.InvitationId ? i with { OpenedAt = e.At } : i)] },
        InvitationRevoked e => this with { Invitations = [.. Invitations.Where(i => i.Id != e.InvitationId)] },
        InvitationDelegated e => Inviting(new Invitation(e.NewInvitationId, e.ParticipantId, e.ExpiresAt)),
        StatementGiven e => this with { Statements = [.. Statements, new Statement(e.StatementId, e.ParticipantId, e.At)] },
        SessionSignedOff e => this with { SignOffs = [.. SignOffs, new SignOff(e.SignOffId, e.ParticipantId, e.Agreed, e.HasRemark, e.At)] },
        CaucusSentenceReleased e => this with { Releases = [.. Releases, new Release(e.ReleaseId, e.SegmentId, e.ConsentPartyId, e.ConsentAt, e.At)] },
        _ => this,
    };

    // One link a participant: a newer one takes the place of the older.
    private Session Inviting(Invitation sent) =>
        this with { Invitations = [.. Invitations.Where(i => i.ParticipantId != sent.ParticipantId), sent] };
}
