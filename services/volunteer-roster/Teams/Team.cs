using Mediation.EventStore;

namespace Mediation.Roster.Teams;

/// <summary>A team, perhaps a branch or squad of another. Who is in it is with the persons; its name, often a person's, is in its vault.</summary>
internal sealed record Team : IAggregate<Team>
{
    public static Team Initial { get; } = new();

    public long Version { get; init; }

    public TeamKind Kind { get; init; }

    public Guid? ParentId { get; init; }

    public Guid? CommitteeId { get; init; }

    public string AreaCode { get; init; } = "";

    public DateOnly? ActiveTo { get; init; }

    public Team Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private Team After(object @event) => @event switch
    {
        TeamFormed e => this with { Kind = e.Kind, ParentId = e.ParentId, CommitteeId = e.CommitteeId, AreaCode = e.AreaCode },
        TeamDissolved e => this with { ActiveTo = e.LastDay },
        _ => this,
    };
}

internal sealed record TeamFormed(TeamKind Kind, Guid? ParentId, Guid? CommitteeId, string AreaCode, DateTimeOffset FormedAt);

internal sealed record TeamDissolved(DateOnly LastDay, DateTimeOffset DissolvedAt);

internal enum TeamKind
{
    Team,
    Studio,
    Branch,
    Squad,
}
