using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>What rows add to cells, as SQL from the registry.</summary>
internal static class CellSql
{
    /// <summary>The columns of a cell's sums: as many as the cohort with the most of them needs.</summary>
    internal static readonly IReadOnlyList<string> SumColumns =
        [.. Enumerable.Range(1, Cohort.All.Max(c => c.Sums.Count)).Select(n => $"s{n}")];

    /// <summary>What rows <c>d</c> with a <c>sign</c> add to a cohort's sums, one row each.</summary>
    internal static string Contribution(Cohort cohort, string rows) =>
        $"""
        select '{cohort.Name}' as cohort, {Month(cohort)} as month, {Value(cohort)} as value, d.area,
               {string.Join(", ", Axis.Columns.Select(column => $"{Key(cohort, column)} as k_{column}"))},
               d.sign::bigint as n, {string.Join(", ", SumColumns.Select((column, i) => $"{SumOf(cohort, i, "d.sign * ")} as {column}"))}
          from {rows} where d.{cohort.Column} is not null
        """;

    /// <summary>The cells of all rows.</summary>
    internal static string AllCells => string.Join("\nunion all\n", Cohort.All.Where(c => c.HasCells).Select(CellsOf));

    private static string CellsOf(Cohort cohort) =>
        $"""
        select '{cohort.Name}', a.axis, a.level, left(d.area, a.level), {Month(cohort)}, a.key, a.key2, {Value(cohort)},
               count(*), {string.Join(", ", SumColumns.Select((_, i) => $"sum({SumOf(cohort, i, "")})"))}
          from {cohort.Grain.Name} d
         cross join lateral (
               {string.Join("\n       union all\n       ", cohort.Axes.Select(AxisRows))}) as a
         where d.{cohort.Column} is not null
         group by 1, 2, 3, 4, 5, 6, 7, 8
        """;

    internal static string AxisRows(Axis axis) =>
        $"""
        select '{axis.Name}' as axis, l.level, {KeyAt(axis, 0)} as key, {KeyAt(axis, 1)} as key2
          from (values {string.Join(", ", axis.Levels.Select(level => $"({level})"))}) as l(level)
         where length(d.area) >= l.level or {(axis.WithAreasAbove ? "true" : "false")}
        """;

    private static string KeyAt(Axis axis, int place) => place < axis.KeyColumns.Count ? $"coalesce(d.{axis.KeyColumns[place]}, '')" : "''";

    private static string Key(Cohort cohort, string column) => cohort.Has(column) ? $"coalesce(d.{column}, '')" : "''";

    private static string Month(Cohort cohort) => $"d.{cohort.Column} - (extract(day from d.{cohort.Column})::int - 1)";

    private static string Value(Cohort cohort) => cohort.Value is { } column ? $"coalesce(d.{column}, 0)" : "0";

    private static string SumOf(Cohort cohort, int place, string sign) => place < cohort.Sums.Count ? $"{sign}({cohort.Sums[place].Sql})::numeric" : "0::numeric";
}
