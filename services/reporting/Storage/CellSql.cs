using System.Globalization;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>What rows add to cells, as SQL from the registry.</summary>
internal static class CellSql
{
    // The areas of a row at each level; nothing where it lies above that level, unless what lies above is kept beside the others.
    private static readonly int[] Levels = [.. Axis.All.Where(a => !a.WithAreasAbove).SelectMany(a => a.Levels).Distinct().Order()];

    /// <summary>The columns of a cell's sums: as many as the cohort with the most of them needs.</summary>
    internal static readonly IReadOnlyList<string> SumColumns =
        [.. Enumerable.Range(1, Cohort.All.Max(c => c.Sums.Count)).Select(n => $"s{n}")];

    /// <summary>The columns that say which cell it is.</summary>
    internal static readonly IReadOnlyList<string> Place = ["cohort", "axis", "level", "area", "month", "key", "key2"];

    /// <summary>All that decides what is in cells.</summary>
    internal static string Definitions => string.Join('\n', Cohort.All.Where(c => c.HasCells).Select(c => Add(c, c.Grain.Name)));

    /// <summary>Adds to the cells of a cohort what rows <c>d</c> with a <c>sign</c> change.</summary>
    internal static string Add(Cohort cohort, string rows)
    {
        var sums = SumsOf(cohort);
        string[] spread = cohort.Value is null ? [] : ["spread", "spread_rows"];
        return $"""
            insert into cells as c ({List([.. Place, .. sums, .. spread])})
            {(cohort.Value is null ? Changes(cohort, rows, sums) : Spreads(Changes(cohort, rows, sums), sums))}
                on conflict ({List(Place)})
                do update set {List([.. sums.Select(s => $"{s} = c.{s} + excluded.{s}"), .. spread.Length == 0 ? (string[])[] : [MergedSpread]])}
            """;
    }

    /// <summary>One row a place that a row lies in along an axis.</summary>
    internal static string AxisRows(Axis axis) =>
        $"""
        select '{axis.Name}' as axis, l.level, {KeyAt(axis, 0)} as key, {KeyAt(axis, 1)} as key2
          from (values {List(axis.Levels.Select(level => $"({level})"))}) as l(level)
         where length(d.area) >= l.level or {(axis.WithAreasAbove ? "true" : "false")}
        """;

    /// <summary>The columns of rows that a cohort's cells are broken down by.</summary>
    internal static string[] KeysOf(Cohort cohort) =>
        [.. Axis.Columns.Where(column => cohort.Axes.Any(axis => axis.KeyColumns.Contains(column)))];

    /// <summary>A cohort's rows from a day ($1) and before another ($2): area, month, value, keys, one, and what they add to each sum.</summary>
    internal static string RowsToAddUp(Cohort cohort)
    {
        string[] columns =
        [
            "d.area", MonthOf(cohort), cohort.Value is { } value ? $"coalesce(d.{value}, 0)" : "0",
            .. KeysOf(cohort).Select(column => $"coalesce(d.{column}, '')"),
            "1", .. cohort.Sums.Select(sum => sum.Sql),
        ];
        return $"select {List(columns)} from {cohort.Grain.Name} d where d.{cohort.Column} >= $1 and d.{cohort.Column} < $2 and d.area is not null";
    }

    /// <summary>In which months how many rows lie, in order.</summary>
    internal static string RowsOfMonths(Cohort cohort) =>
        $"select {MonthOf(cohort)}, count(*) from {cohort.Grain.Name} d where d.{cohort.Column} is not null group by 1 order by 1";

    /// <summary>
    /// The cells of a cohort ($3) from a month ($1) and before another ($2): place, whether what it has none of is there, rows, sums, histogram.
    /// </summary>
    internal static string Stored(Cohort cohort)
    {
        string[] sums = SumsOf(cohort), others = [.. SumColumns.Skip(cohort.Sums.Count).Select(sum => $"{sum} <> 0")];
        var stray = cohort.Value is null ? others.Append("spread is not null or spread_rows is not null") : others;
        return $"""
            select {List(Place.Skip(1))}, {string.Join(" or ", stray.Append("false"))}, {List(sums)}{(cohort.Value is null ? "" : ", spread, spread_rows")}
              from cells where month >= $1 and month < $2 and cohort = $3
            """;
    }

    private const string MergedSpread =
        """
        (spread, spread_rows) = (
                select array_agg(v.at), array_agg(v.rows)
                  from (select u.at, sum(u.rows)::int as rows
                          from (select * from unnest(c.spread, c.spread_rows)
                                union all select * from unnest(excluded.spread, excluded.spread_rows)) as u(at, rows)
                         group by u.at having sum(u.rows) <> 0) v)
        """;

    private static string[] SumsOf(Cohort cohort) => ["n", .. SumColumns.Take(cohort.Sums.Count)];

    // All axes and levels in one pass over the rows.
    private static string Changes(Cohort cohort, string rows, string[] sums)
    {
        string[] keys = [.. KeysOf(cohort).Select(Key)];
        string[] areas = [.. Levels.Select(Area), .. AboveOf(cohort).Select(Above)];
        string[] grouped = [.. areas, .. keys];
        string[] inEach = cohort.Value is null ? ["month"] : ["month", "value"];
        var sets = cohort.Axes.SelectMany(axis => axis.Levels.Select(level => (axis, level, columns: SetOf(axis, level)))).ToList();
        var places = sets.Select(s => $"({Mask(grouped, s.columns)}, '{s.axis.Name}', {s.level}, {(s.axis.KeyColumns.Count > 1 ? "true" : "false")})");
        return $"""
            select '{cohort.Name}', s.axis, s.level, g.area, g.month, g.key, case when s.pair then g.key2 else '' end as key2,
                   {List(sums.Select(sum => $"g.{sum}"))}{(cohort.Value is null ? "" : ", g.value")}
              from (select grouping({List(grouped)}) as mask, coalesce({List(areas)}) as area, {List(inEach)},
                           coalesce({List([.. keys, "''"])}) as key, coalesce({List([.. keys.Reverse(), "''"])}) as key2,
                           sum(sign) as n{string.Concat(sums.Skip(1).Select(sum => $", sum({sum}) as {sum}"))}
                      from ({Measured(cohort, rows, sums)}) r
                     group by grouping sets ({List(sets.Select(s => $"({List([.. inEach, .. s.columns])})"))})) g
              join (values {List(places)}) as s(mask, axis, level, pair) on s.mask = g.mask
             where g.area is not null and ({string.Join(" or ", sums.Select(sum => $"g.{sum} <> 0"))})
            """;
    }

    // The rows with all that they are grouped and summed by.
    private static string Measured(Cohort cohort, string rows, string[] sums)
    {
        var date = $"d.{cohort.Column}";
        string[] columns =
        [
            .. Levels.Select(level => $"case when length(d.area) >= {level} then left(d.area, {level}) end as {Area(level)}"),
            .. AboveOf(cohort).Select(level => $"left(d.area, {level}) as {Above(level)}"),
            $"{MonthOf(cohort)} as month",
            .. cohort.Value is { } value ? [$"coalesce(d.{value}, 0) as value"] : (string[])[],
            .. KeysOf(cohort).Select(column => $"coalesce(d.{column}, '') as {Key(column)}"),
            "d.sign",
            .. sums.Skip(1).Select((sum, i) => $"d.sign * ({cohort.Sums[i].Sql}) as {sum}"),
        ];
        return $"select {List(columns)} from {rows} d where {date} is not null";
    }

    // How many rows have which value goes with the cell.
    private static string Spreads(string changes, string[] sums) =>
        $"""
        select h.cohort, h.axis, h.level, h.area, h.month, h.key, h.key2, {List(sums.Select(sum => $"sum(h.{sum})"))},
               array_agg(h.value) filter (where h.n <> 0), array_agg(h.n::int) filter (where h.n <> 0)
          from ({changes}) as h(cohort, axis, level, area, month, key, key2, {List(sums)}, value)
         group by 1, 2, 3, 4, 5, 6, 7
        """;

    private static string[] SetOf(Axis axis, int level) =>
        [axis.WithAreasAbove ? Above(level) : Area(level), .. axis.KeyColumns.Select(Key)];

    private static IEnumerable<int> AboveOf(Cohort cohort) => cohort.Axes.Where(a => a.WithAreasAbove).SelectMany(a => a.Levels).Distinct();

    private static string MonthOf(Cohort cohort) => $"d.{cohort.Column} - (extract(day from d.{cohort.Column})::int - 1)";

    private static string Area(int level) => $"area{level}";

    private static string Above(int level) => $"above{level}";

    private static string Key(string column) => $"k_{column}";

    private static string List(IEnumerable<string> items) => string.Join(", ", items);

    // As grouping() counts: a bit for each column that the set leaves out, the last column's the lowest.
    private static string Mask(string[] grouped, string[] set) =>
        grouped.Aggregate(0, (mask, column) => (mask << 1) | (set.Contains(column) ? 0 : 1)).ToString(CultureInfo.InvariantCulture);

    private static string KeyAt(Axis axis, int place) => place < axis.KeyColumns.Count ? $"coalesce(d.{axis.KeyColumns[place]}, '')" : "''";
}
