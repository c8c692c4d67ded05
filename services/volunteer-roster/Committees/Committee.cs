using Mediation.EventStore;

namespace Mediation.Roster.Committees;

internal sealed record Committee : IAggregate<Committee>
{
    public static Committee Initial { get; } = new();

    public long Version { get; init; }

    public string Name { get; init; } = "";

    public string ShortName { get; init; } = "";

    public string AreaCode { get; init; } = "";

    public CommitteeKind Kind { get; init; }

    /// <summary>All posts are open.</summary>
    public bool Surge { get; init; }

    public Committee Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private Committee After(object @event) => @event switch
    {
        CommitteeEstablished e => this with { Name = e.Name, ShortName = e.ShortName, AreaCode = e.AreaCode, Kind = e.Kind },
        SurgeBegan => this with { Surge = true },
        SurgeEnded => this with { Surge = false },
        _ => this,
    };
}
