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
        _ => this,
    };
}
