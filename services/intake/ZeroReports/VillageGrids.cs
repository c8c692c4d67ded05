using Mediation.EventStore;

namespace Mediation.Intake.ZeroReports;

/// <summary>The grids (网格) of a village, with the days on which they were there: who is asked for a report.</summary>
internal sealed record VillageGrids : IAggregate<VillageGrids>
{
    public static VillageGrids Initial { get; } = new();

    public long Version { get; init; }

    public string AreaCode { get; init; } = "";

    public IReadOnlyList<Grid> Grids { get; init; } = [];

    public VillageGrids Evolve(object @event) => @event is GridsSet e ? After(e) with { Version = Version + 1 } : this;

    internal static Guid IdOf(string village) => StableId.Of($"villageGrids|{village}");

    internal bool Has(string grid, DateOnly on) => Grids.Any(g => g.AreaCode == grid && g.IsOn(on));

    private VillageGrids After(GridsSet e) => this with
    {
        AreaCode = e.VillageCode,
        Grids =
        [
            .. Grids.Select(g => g.To is null && !e.Grids.Contains(g.AreaCode) ? g with { To = e.From.AddDays(-1) } : g).Where(g => g.To is null || g.From <= g.To),
            .. e.Grids.Where(code => !Grids.Any(g => g.AreaCode == code && g.To is null)).Select(code => new Grid(code, e.From, null)),
        ],
    };
}

/// <param name="AreaCode">15 digits.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null as long as there is none.</param>
internal sealed record Grid(string AreaCode, DateOnly From, DateOnly? To)
{
    internal bool IsOn(DateOnly day) => From <= day && (To is null || day <= To);
}

/// <summary>From this day on the village has these grids and no others.</summary>
internal sealed record GridsSet(string VillageCode, IReadOnlyList<string> Grids, DateOnly From, DateTimeOffset SetAt);
