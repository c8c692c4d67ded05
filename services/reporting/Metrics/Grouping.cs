using Mediation.Contracts;

namespace Mediation.Reporting.Metrics;

/// <summary>How figures are broken down: along which axis of the cells, and by which column of a dispute's row.</summary>
/// <param name="Name">As asked for in <c>groupBy</c>.</param>
/// <param name="Axis">Axis of the cells.</param>
/// <param name="CellKey">The key in a cell <c>c</c>.</param>
/// <param name="RowKey">The key of a dispute <c>d</c>; {cohort} stands for the metric's date, $9 for the digits of the areas below.</param>
internal sealed record Grouping(string Name, Axis Axis, string CellKey, string RowKey)
{
    private static readonly Axis Together = Axis.All[0];

    internal static readonly Grouping None = new("", Together, "''", "''");
    internal static readonly Grouping Area = new("area", Together, "c.area", "left(d.area, $9)");
    internal static readonly Grouping Month = new("month", Together, "to_char(c.month, 'YYYY-MM')", "to_char(d.{cohort}, 'YYYY-MM')");
    internal static readonly Grouping Quarter = Month with { Name = "quarter", KeyOf = key => $"{key[..4]}-Q{((int.Parse(key[5..]) - 1) / 3) + 1}" };
    internal static readonly Grouping Year = Month with { Name = "year", KeyOf = key => key[..4] };
    internal static readonly Grouping Type = OfColumn("type", "type");
    internal static readonly Grouping JusticeType = OfColumn("justiceType", "type");

    internal static readonly IReadOnlyList<Grouping> All =
    [
        Area, Month, Quarter, Year, Type, JusticeType,
        OfColumn("source", "source"), OfColumn("method", "method"), OfColumn("committee", "committee"), OfColumn("outcome", "outcome"),
    ];

    /// <summary>From the key of a cell or row to the key of the group.</summary>
    internal Func<string, string> KeyOf { get; init; } = key => key;

    /// <summary>Whether groups without a dispute are listed: where the groups there must be are known.</summary>
    internal bool ZeroRows => Axis == Together;

    internal bool IsPeriod => CellKey == Month.CellKey;

    /// <summary>The level of the cells that answer for an area; null where there are none and rows are counted instead.</summary>
    internal int? CellLevel(AreaCode? area)
    {
        var own = area?.Value.Length ?? 2;
        var levels = Axis.Levels;
        return this == Area ? Existing(area?.ChildLength ?? 2)
            : Axis.WithAreasAbove ? (own <= levels[0] ? levels[0] : null)
            : Existing(own);

        int? Existing(int level) => levels.Contains(level) ? level : null;
    }

    private static Grouping OfColumn(string name, string column) => new(name, Axis.All.Single(axis => axis.Name == column), "c.key", $"coalesce(d.{column}, '')");
}
