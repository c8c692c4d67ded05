using Mediation.Contracts;
using Mediation.EventStore;

namespace Mediation.Intake.Leads;

/// <summary>A hint that a dispute may exist, until somebody has dealt with it.</summary>
internal sealed record Lead : IAggregate<Lead>
{
    public static Lead Initial { get; } = new();

    public long Version { get; init; }

    public LeadStatus Status { get; init; }

    public string Source { get; init; } = "";

    public string AreaCode { get; init; } = "";

    public DateTimeOffset NoticedAt { get; init; }

    /// <summary>The day on which its grid reported something.</summary>
    public DateOnly NoticedOn { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    public IReadOnlyList<Guid> Contacts { get; init; } = [];

    /// <summary>Who dealt with it; only they and the area's overseers still see it.</summary>
    public Guid? CommitteeId { get; init; }

    public Guid? DisputeId { get; init; }

    public string? Destination { get; init; }

    public DismissalCode? Dismissed { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public Lead Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private Lead After(object @event) => @event switch
    {
        LeadReported e => this with
        {
            Source = e.Source, AreaCode = e.AreaCode, NoticedAt = e.NoticedAt, NoticedOn = ChinaTime.DayOf(e.NoticedAt), Contacts = e.Contacts, ReportedAt = e.ReportedAt,
        },
        LeadRegistered e => Closed(LeadStatus.Registered, e.CommitteeId, e.RegisteredAt) with { DisputeId = e.DisputeId },
        LeadLinked e => Closed(LeadStatus.Linked, e.CommitteeId, e.LinkedAt) with { DisputeId = e.DisputeId },
        LeadSettled e => Closed(LeadStatus.Settled, e.CommitteeId, e.SettledAt),
        LeadDiverted e => Closed(LeadStatus.Diverted, e.CommitteeId, e.DivertedAt) with { Destination = e.Destination },
        LeadDismissed e => Closed(LeadStatus.Dismissed, e.CommitteeId, e.DismissedAt) with { Dismissed = e.Reason },
        _ => this,
    };

    private Lead Closed(LeadStatus status, Guid? committee, DateTimeOffset at) => this with { Status = status, CommitteeId = committee, ClosedAt = at };
}

internal enum LeadStatus
{
    Open,
    Registered,
    Linked,
    Settled,
    Diverted,
    Dismissed,
}
