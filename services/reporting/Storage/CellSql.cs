using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>What rows add to cells, as SQL from the registry.</summary>
internal static class CellSql
{
    /// <summary>All that decides what is in cells.</summary>
    internal static string Definitions => string.Join('\n', CellTable.All.Select(table =>
        $"{Rows(table, table.Name)}; {List(table.Cohorts.Select(c => $"{c.Name} {List(c.Axes.Select(a => $"{a.Name} {List(a.Levels)} {a.WithAreasAbove}"))}"))}"));

    /// <summary>
    /// How the rest of a transaction adds to cells: each is looked up by its key, whatever the planner believes of the table, and planned for any
    /// parameters, since a plan for these would hold the list of sums once for each column.
    /// </summary>
    internal const string ByKey =
        """
        select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_hashjoin', 'off', true),
               set_config('enable_mergejoin', 'off', true), set_config('enable_seqscan', 'off', true)
        """;

    /// <summary>
    /// The histograms of cells: $1 to $6 a list for each column of their place, and of a table like it a day for each of its further days. Gives the
    /// how-manieth each is of, counted from 1.
    /// </summary>
    internal static string Spreads(CellTable table, string name, params IReadOnlyList<string> days)
    {
        string[] given = [.. CellTable.Place.Select((_, i) => $"${i + 1}")];
        string[] same = [.. CellTable.Place.Select(column => $"c.{column} = d.{column}"), .. days.Select((day, i) => $"c.{day} = ${given.Length + 1 + i}")];
        return $"""
            select d.nth, c.spread
              from unnest({List(given)}) with ordinality d({List(CellTable.Place)}, nth)
              join {name} c on {string.Join(" and ", same)}
             where c.spread is not null
            """;
    }

    /// <summary>
    /// Adds to cells: $1 to $6 a list for each column of their place, $7 the sums of whole numbers of all cells, one cell after the other; then a
    /// list for each other sum and, where there is a histogram, what becomes of it, null where it stays; last, of a table like it, a day for each of
    /// its further days. No other writes cells meanwhile, so none has to be locked before it is changed.
    /// </summary>
    internal static string Add(CellTable table, string name, params IReadOnlyList<string> days)
    {
        string[] listed = [.. CellTable.Place, .. ExactOf(table), .. table.SpreadColumns];
        string[] given = [.. listed.Select((_, i) => $"${(i < CellTable.Place.Count ? i + 1 : i + 2)}")];
        string[] sums = [.. table.Columns.Select(column => column.Name)], place = [.. CellTable.Place, .. days];
        var whole = table.Columns.Where(c => c.IsWhole).Select(c => $"d.whole[{c.At + 1}] as {c.Name}");
        var further = days.Select((day, i) => $"${listed.Length + 2 + i} as {day}");
        return $"""
            merge into {name} c
            using (select {List([.. Of(CellTable.Place), .. further, .. whole, .. Of(ExactOf(table)), .. Of(table.SpreadColumns)])}
                     from (select d.*, ($7::bigint[])[(d.nth - 1) * {table.Whole.Count} + 1:d.nth * {table.Whole.Count}] as whole
                             from unnest({List(given)}) with ordinality as d({List(listed)}, nth) offset 0) d) d
               on {string.Join(" and ", place.Select(column => $"c.{column} = d.{column}"))}
             when matched then
                update set {List([.. sums.Select(s => $"{s} = nullif(coalesce(c.{s}, 0) + d.{s}, 0)"), .. table.SpreadColumns.Select(s => $"{s} = nullif(coalesce(d.{s}, c.{s}), '')")])}
             when not matched then
                insert ({List([.. place, .. sums, .. table.SpreadColumns])})
                values ({List([.. Of(place), .. sums.Select(s => $"nullif(d.{s}, 0)"), .. table.SpreadColumns.Select(s => $"nullif(d.{s}, '')")])})
            """;
    }

    /// <summary>Rows <c>d</c> with a <c>sign</c> as they are added up: which cells, sign, area, day by each cohort, value, keys, sums.</summary>
    internal static string Rows(CellTable table, string rows)
    {
        string[] days = [.. table.Cohorts.Select(cohort => $"d.{cohort.Column}")];
        return $"""
            select {table.Number}, d.sign, d.area, array[{List(days)}]::date[], {ValueOf(table)},
                   array[{List(KeysOf(table))}]::text[],
                   array[{List(table.Whole.Select(sum => sum.Sql))}]::int[], array[{List(table.Exact.Select(sum => sum.Sql))}]::numeric[]
              from {rows} d where d.area is not null and coalesce({List(days)}) is not null
            """;
    }

    /// <summary>Of a row <c>d</c> what a histogram is kept of.</summary>
    internal static string ValueOf(CellTable table) => table.Spread is { } spread ? $"coalesce(d.{spread.Value}, 0)" : "0";

    /// <summary>What a row <c>d</c> is broken down by.</summary>
    internal static IEnumerable<string> KeysOf(CellTable table) => table.Keys.Select(column => $"coalesce(d.{column}, '')");

    /// <summary>Whether a sum counts the rows of which a condition holds.</summary>
    internal static bool IsCondition(Sum sum) => sum.Sql.EndsWith(" is true)::int", StringComparison.Ordinal);

    /// <summary>Whether a sum is of whole numbers: conditions are, and columns that are.</summary>
    internal static bool IsWhole(Sum sum) => sum.Sql.EndsWith("::int", StringComparison.Ordinal)
        || !sum.Cohort.Grain.Own.Any(column => column.EndsWith(" numeric", StringComparison.Ordinal)
            && sum.Sql.Contains($"d.{column.Split(' ')[0]}", StringComparison.Ordinal));

    /// <summary>One row a place that a row lies in along an axis.</summary>
    internal static string AxisRows(Axis axis) =>
        $"""
        select '{axis.Name}' as axis, '{(axis.IsOfYears ? "year" : "month")}' as unit, l.level, {KeyAt(axis, 0)} as key, {KeyAt(axis, 1)} as key2
          from (values {List(axis.Levels.Select(level => $"({level})"))}) as l(level)
         where length(d.area) >= l.level or {(axis.WithAreasAbove ? "true" : "false")}
        """;

    /// <summary>How many cohorts' rows lie on which day.</summary>
    internal static string RowsOfDays(CellTable table, string rows) =>
        $"""
        select v.day, count(*)
          from {rows} d
         cross join lateral (values {List(table.Cohorts.Select(cohort => $"(d.{cohort.Column})"))}) as v(day)
         where v.day is not null group by 1
        """;

    /// <summary>The cells from a month and before another: place, sums, histogram; what may be no whole number as it is written.</summary>
    internal static string Stored(CellTable table, DateOnly from, DateOnly before) =>
        $"{Stored(table)} where month >= '{from:yyyy-MM-dd}' and month < '{before:yyyy-MM-dd}' and {IsOfMonths(table)}";

    /// <summary>The cells along an axis, in the same way.</summary>
    internal static string Stored(CellTable table, Axis axis) => $"{Stored(table)} where axis = '{axis.Name}'";

    /// <summary>Those of years.</summary>
    internal static string StoredOfYears(CellTable table) => $"{Stored(table)} where not {IsOfMonths(table)}";

    private static string Stored(CellTable table)
    {
        var sums = table.Columns.Select(column => column.IsWhole ? column.Name : $"{column.Name}::text");
        return $"select {List([.. CellTable.Place, .. sums, .. table.SpreadColumns])} from {table.Name}";
    }

    /// <summary>Whether a cell is of a month.</summary>
    internal static string IsOfMonths(CellTable table) => $"(axis <> all(array[{List(table.Years.Select(axes => $"'{axes.Year.Name}'"))}]::text[]))";

    private static IEnumerable<string> ExactOf(CellTable table) => table.Columns.Where(column => !column.IsWhole).Select(column => column.Name);

    private static IEnumerable<string> Of(IEnumerable<string> columns) => columns.Select(column => $"d.{column}");

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items);

    private static string KeyAt(Axis axis, int place) => place < axis.KeyColumns.Count ? $"coalesce(d.{axis.KeyColumns[place]}, '')" : "''";
}
