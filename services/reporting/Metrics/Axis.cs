using Mediation.Contracts;

namespace Mediation.Reporting.Metrics;

/// <summary>One way, or two at once, to break cells down, and the levels of areas that have such cells.</summary>
/// <param name="KeyColumns">Columns of the rows; none for all together.</param>
/// <param name="Levels">Digits of the areas. Below a county its rows are few enough to count.</param>
internal sealed record Axis(IReadOnlyList<string> KeyColumns, IReadOnlyList<int> Levels)
{
    internal const string Committee = "committee";

    // Two of these at once have cells of whole provinces.
    private static readonly string[] Paired = ["type", "source", "method", "colour", "outcome", "mode", "destination", "step", "kind", "team"];
    private static readonly string[] Single = [.. Paired, "tier", "band"];

    /// <summary>Every column that cells are broken down by.</summary>
    internal static readonly IReadOnlyList<string> Columns = [.. Single, Committee];

    // A village's rows are counted: as many cells as disputes.
    internal static readonly Axis Together = new([], [2, 4, 6, 9]);

    internal static readonly IReadOnlyList<Axis> All =
    [
        Together,
        // Of a county's sources, methods and so on the rows are counted: cells that hardly two disputes share cost more to keep than to do without.
        .. Single.Select(column => new Axis([column], column == "type" ? [2, 4, 6] : [2, 4])),
        .. Paired.SelectMany((one, i) => Paired.Skip(i + 1).Select(other => new Axis([one, other], [2]))),
        // Of the monthly sheet of every county and whatever holds it.
        new(["type", "tier"], [2, 4, 6]),
        // A committee lies in one county: there a province has as many of its cells as it would have itself.
        new([Committee], [6]) { WithAreasAbove = true },
        // A thousand committees of some years would be tens of thousands of cells.
        new([Committee], [6]) { WithAreasAbove = true, IsOfYears = true },
    ];

    internal string Name => field ??= string.Join(',', KeyColumns) + (IsOfYears ? ",year" : "");

    /// <summary>Where its key columns stand among <see cref="Columns"/>.</summary>
    internal IReadOnlyList<int> KeyPlaces => field ??= [.. KeyColumns.Select(column => Columns.Index().First(c => c.Item == column).Index)];

    /// <summary>Whether what is known of a larger area only is kept beside the cells of the smaller ones.</summary>
    internal bool WithAreasAbove { get; init; }

    /// <summary>Whether its cells are sums of a year's, under the year's first month. Only what counts now has them, no history.</summary>
    internal bool IsOfYears { get; init; }

    /// <summary>That of whole years, where there is one beside it.</summary>
    internal Axis? ByYear => IsOfYears ? null : All.FirstOrDefault(axis => axis.IsOfYears && axis.KeyColumns.SequenceEqual(KeyColumns));

    /// <summary>The level of the cells that answer for an area, or for the areas below it; null where there are none and rows are counted instead.</summary>
    internal int? LevelFor(AreaCode? area, bool below)
    {
        var wanted = below ? area?.ChildLength ?? 2 : area?.Value.Length ?? 2;
        return WithAreasAbove ? (wanted <= Levels[0] ? Levels[0] : null) : Levels.Contains(wanted) ? wanted : null;
    }

    /// <summary>The axis along these columns, in whatever order; null where there are no such cells.</summary>
    internal static Axis? Of(IReadOnlyCollection<string> columns) =>
        All.FirstOrDefault(axis => axis.KeyColumns.Count == columns.Count && axis.KeyColumns.All(columns.Contains));
}
