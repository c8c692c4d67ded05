using System.Text.Json.Serialization;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>A dated meeting of a panel, made of segments.</summary>
internal sealed partial record Session : IAggregate<Session>, ISealsUnder
{
    public static Session Initial { get; } = new();

    public Guid Id { get; init; }
    public Guid CaseId { get; init; }
    public int? Round { get; init; }
    public Panel Panel { get; init; }
    public DateTimeOffset StartsAt { get; init; }
    public int Reschedulings { get; init; }
    public IReadOnlyList<string> Sides { get; init; } = [];
    public IReadOnlyList<Participant> Participants { get; init; } = [];
    public IReadOnlyList<Segment> Segments { get; init; } = [];
    public RunningSegment? Running { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public DateTimeOffset? CancelledAt { get; init; }
    public SessionResult? Result { get; init; }

    // Snapshots from before these were kept read as empty, not as null.
    public IReadOnlyList<Invitation> Invitations { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Statement> Statements { get; init => field = value ?? []; } = [];
    public IReadOnlyList<SignOff> SignOffs { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Release> Releases { get; init => field = value ?? []; } = [];
    public IReadOnlyList<CoUnit> CoUnits { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Conflict> Conflicts { get; init => field = value ?? []; } = [];
    public IReadOnlyList<Wish> Wishes { get; init => field = value ?? []; } = [];

    [JsonIgnore]
    public Guid SubjectId => CaseId;

    [JsonIgnore]
    public bool IsClosed => EndedAt is not null;

    /// <summary>Why nothing more can happen in it; null while something can.</summary>
    [JsonIgnore]
    public Refusal? Over => IsClosed ? SessionRefusals.Closed : CancelledAt is not null ? SessionRefusals.Cancelled : null;

    [JsonIgnore]
    public int Minutes => Segments.Sum(segment => segment.Minutes);

    /// <summary>Those who are still wanted: not who was replaced.</summary>
    [JsonIgnore]
    public IEnumerable<Participant> Wanted => Participants.Where(p => p.ReplacedBy is null);

    /// <summary>Roles of those who checked in, parties included.</summary>
    [JsonIgnore]
    public IReadOnlyList<Role> RolesPresent => [.. Wanted.Where(p => p.CheckedInAt is not null).Select(p => p.Role).Distinct().Order()];

    /// <summary>The denominator of a panel's presence (M17).</summary>
    [JsonIgnore]
    public IReadOnlyList<Role> RolesRequired => [.. Wanted.Where(p => p.Required).Select(p => p.Role).Distinct().Order()];

    /// <summary>Parties may ask for a session behind closed doors; it is open unless one does.</summary>
    [JsonIgnore]
    public bool IsOpenToPublic => Wishes.All(wish => wish.Open);

    [JsonIgnore]
    public DateTimeOffset? FirstJointAt => Segments.Where(s => s.Mode == Mode.Joint).Select(s => (DateTimeOffset?)s.StartedAt).Min();

    [JsonIgnore]
    public bool HasBegun => Running is not null || Segments.Count > 0;

    /// <summary>The participant, unless another comes instead.</summary>
    internal Participant? Find(Guid participantId) => Wanted.FirstOrDefault(p => p.Id == participantId);

    /// <summary>The invitation, if it may still be used.</summary>
    internal Invitation? LiveInvitation(Guid id, DateTimeOffset now) => Invitations.FirstOrDefault(i => i.Id == id && i.ExpiresAt > now);
}
