using Mediation.EventStore;

namespace Mediation.Roster.Activities;

/// <summary>Something a team or unit did on a day, with who took part. Its title is in its vault.</summary>
internal sealed record Activity : IAggregate<Activity>
{
    public static Activity Initial { get; } = new();

    public long Version { get; init; }

    public ActivityKind Kind { get; init; }

    public Guid? TeamId { get; init; }

    public Guid? CommitteeId { get; init; }

    public string AreaCode { get; init; } = "";

    public DateOnly Day { get; init; }

    public int Minutes { get; init; }

    public IReadOnlyList<Guid> PersonIds { get; init; } = [];

    public int Others { get; init; }

    public string? Evidence { get; init; }

    public bool Withdrawn { get; init; }

    public Activity Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private Activity After(object @event) => @event switch
    {
        ActivityHeld e => this with
        {
            Kind = e.Kind, TeamId = e.TeamId, CommitteeId = e.CommitteeId, AreaCode = e.AreaCode, Day = e.Day, Minutes = e.Minutes,
            PersonIds = e.PersonIds, Others = e.Others, Evidence = e.Evidence,
        },
        ActivityWithdrawn => this with { Withdrawn = true },
        _ => this,
    };
}

// Minutes: how long, once, however many took part. Others: who took part and is not on the roster. Evidence: SHA-256 of the photo or
// list that proves it, hex.
internal sealed record ActivityHeld(
    ActivityKind Kind, Guid? TeamId, Guid? CommitteeId, string AreaCode, DateOnly Day, int Minutes, IReadOnlyList<Guid> PersonIds, int Others,
    string? Evidence, DateTimeOffset RecordedAt);

/// <summary>Recorded in error: it stays on record and counts no more.</summary>
internal sealed record ActivityWithdrawn(DateTimeOffset WithdrawnAt);

internal enum ActivityKind
{
    Patrol,
    LawTalk,
    Training,
    Visit,
    Consultation,
    Emergency,
    Other,
    ConcentratedSearch,
}
