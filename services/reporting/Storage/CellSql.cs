using Mediation.Reporting.Cells;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>What rows add to cells, as SQL from the registry.</summary>
internal static class CellSql
{
    /// <summary>The columns of a cell's sums: as many as the cohort with the most of them needs.</summary>
    internal static readonly IReadOnlyList<string> SumColumns =
        [.. Enumerable.Range(1, Cohort.All.Max(c => c.Sums.Count)).Select(n => $"s{n}")];

    /// <summary>The columns that say which cell it is.</summary>
    internal static readonly IReadOnlyList<string> Place = ["cohort", "axis", "level", "area", "month", "key", "key2"];

    /// <summary>All that decides what is in cells.</summary>
    internal static string Definitions => string.Join('\n', Cohort.All.Where(c => c.HasCells).Select(c =>
        $"{c.Name}: {RowsToAddUp(c)}; {List(c.Axes.Select(axis => $"{axis.Name} {List(axis.Levels)} {axis.WithAreasAbove}"))}"));

    /// <summary>
    /// Adds to cells of a cohort: $1 and on a list for each column of their place, for the number of rows and for each sum; then, of a cohort with
    /// a histogram, after where and up to where the values of each lie among all, the values, and how many rows have them.
    /// </summary>
    internal static string Add(Cohort cohort)
    {
        var sums = SumsOf(cohort);
        string[] columns = [.. Place.Skip(1), .. sums], spread = cohort.Value is null ? [] : ["spread", "spread_rows"];
        string[] given = [.. columns, .. spread.Length == 0 ? (string[])[] : ["after", "upto"]];
        var (values, rows) = ($"(${given.Length + 1}::int[])[d.after + 1:d.upto]", $"(${given.Length + 2}::int[])[d.after + 1:d.upto]");
        return $"""
            insert into cells as c ({List([.. Place, .. sums, .. spread])})
            select '{cohort.Name}', {List([.. columns.Select(column => $"d.{column}"), .. spread.Length == 0 ? (string[])[] : [values, rows]])}
              from unnest({List(given.Select((_, i) => $"${i + 1}"))}) as d({List(given)})
                on conflict ({List(Place)})
                do update set {List([.. sums.Select(s => $"{s} = c.{s} + excluded.{s}"), .. spread.Length == 0 ? (string[])[] : [MergedSpread]])}
            """;
    }

    /// <summary>What a cohort's rows <c>d</c> with a <c>sign</c> are, as <c>take_facts</c> gives them.</summary>
    internal static string Signed(Cohort cohort, string rows)
    {
        var sums = cohort.Sums.ToLookup(IsWhole, sum => sum.Sql);
        return $"""
            select {CellDeltas.NumberOf(cohort)}, d.sign, d.area, {MonthOf(cohort)}, {ValueOf(cohort)}, array[{List(KeysIn(cohort))}]::text[],
                   array[{List(sums[true].Prepend("1"))}]::bigint[], array[{List(sums[false])}]::numeric[]
              from {rows} d where d.{cohort.Column} is not null and d.area is not null
            """;
    }

    /// <summary>Whether a sum is of whole numbers: conditions are, and columns that are.</summary>
    internal static bool IsWhole(Sum sum) => sum.Sql.EndsWith("::int", StringComparison.Ordinal)
        || !sum.Cohort.Grain.Own.Any(column => column.EndsWith(" numeric", StringComparison.Ordinal)
            && sum.Sql.Contains($"d.{column.Split(' ')[0]}", StringComparison.Ordinal));

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
            "d.area", MonthOf(cohort), ValueOf(cohort), .. KeysIn(cohort), "1", .. cohort.Sums.Select(sum => sum.Sql),
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

    private static string ValueOf(Cohort cohort) => cohort.Value is { } value ? $"coalesce(d.{value}, 0)" : "0";

    private static IEnumerable<string> KeysIn(Cohort cohort) => KeysOf(cohort).Select(column => $"coalesce(d.{column}, '')");

    private static string MonthOf(Cohort cohort) => $"d.{cohort.Column} - (extract(day from d.{cohort.Column})::int - 1)";

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items);

    private static string KeyAt(Axis axis, int place) => place < axis.KeyColumns.Count ? $"coalesce(d.{axis.KeyColumns[place]}, '')" : "''";
}
