using Mediation.Contracts;

namespace Mediation.Reporting.Metrics;

/// <summary>How figures are broken down: along which axis of the cells, and by which column of a dispute's row.</summary>
/// <param name="Name">As asked for in <c>groupBy</c>.</param>
/// <param name="Axis">Axis of the cells; empty for the cells of all together.</param>
/// <param name="CellKey">The key in a cell <c>c</c>.</param>
/// <param name="RowKey">The key of a dispute <c>d</c>; {cohort} stands for the metric's date, $9 for the digits of the areas below.</param>
internal sealed record Grouping(string Name, string Axis, string CellKey, string RowKey)
{
    private const string ByCommittee = "committee";

    private static readonly int[] Levels = [2, 4, 6];

    internal static readonly Grouping None = new("", "", "''", "''");
    internal static readonly Grouping Area = new("area", "", "c.area", "left(d.area, $9)");
    internal static readonly Grouping Month = new("month", "", "to_char(c.month, 'YYYY-MM')", "to_char(d.{cohort}, 'YYYY-MM')");
    internal static readonly Grouping Quarter = Month with { Name = "quarter", KeyOf = key => $"{key[..4]}-Q{((int.Parse(key[5..]) - 1) / 3) + 1}" };
    internal static readonly Grouping Year = Month with { Name = "year", KeyOf = key => key[..4] };
    internal static readonly Grouping Type = OfColumn("type", "type");
    internal static readonly Grouping JusticeType = OfColumn("justiceType", "type");

    internal static readonly IReadOnlyList<Grouping> All =
    [
        Area, Month, Quarter, Year, Type, JusticeType,
        OfColumn("source", "source"), OfColumn("method", "method"), OfColumn(ByCommittee, ByCommittee), OfColumn("outcome", "outcome"),
    ];

    /// <summary>The columns that have cells of their own, and down to which level. Below a county its rows are few enough to count.</summary>
    internal static readonly IReadOnlyList<string> Columns = ["type", "source", "method", "outcome"];

    /// <summary>From the key of a cell or row to the key of the group.</summary>
    internal Func<string, string> KeyOf { get; init; } = key => key;

    /// <summary>Whether groups without a dispute are listed: where the groups there must be are known.</summary>
    internal bool ZeroRows => Axis.Length == 0;

    internal bool IsPeriod => CellKey == Month.CellKey;

    /// <summary>The level of the cells that answer for an area; null where there are none and rows are counted instead.</summary>
    internal int? CellLevel(AreaCode? area)
    {
        var own = area?.Value.Length ?? 2;
        return this == Area ? Existing(area?.ChildLength ?? 2)
            : Axis.Length == 0 ? Existing(own)
            : !Levels.Contains(own) ? null
            : Axis == ByCommittee ? 6
            : own;
    }

    private static int? Existing(int level) => level <= 12 ? level : null;

    private static Grouping OfColumn(string name, string column) => new(name, column, "c.key", $"coalesce(d.{column}, '')");
}
