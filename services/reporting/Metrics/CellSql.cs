namespace Mediation.Reporting.Metrics;

/// <summary>What disputes count for, as SQL from the registry.</summary>
internal static class CellSql
{
    /// <summary>What a row counts for: one row <c>m</c> (metric, month, reason, numerator, open) for each metric it is in the cohort of.</summary>
    internal static string Contributions(string row) =>
        $"""
        cross join lateral (
            select v.metric, v.cohort_on - (extract(day from v.cohort_on)::int - 1) as month, v.reason, v.numerator, v.open
              from (values {string.Join(", ", Registry.All.Select(m => Value(m, row)))}) as v(metric, cohort_on, reason, numerator, open)
             where v.cohort_on is not null) m
        """;

    /// <summary>The cells of all disputes.</summary>
    internal static string AllCells =>
        $"""
        select m.metric, a.axis, a.level, left(d.area, a.level), m.month, a.key, m.reason, count(*), sum(m.numerator::int), sum(m.open::int)
          from disputes d
        {Contributions("d")}
         cross join lateral (
               {string.Join("\n       union all\n       ", Axis.All.Select(AxisRows))}) as a
         group by 1, 2, 3, 4, 5, 6, 7
        """;

    /// <summary>Sums of one metric by group key and reason: from cells of whole months ($1–$6) and from rows of some days ($7 first, $8 last, $10 sign).</summary>
    /// <param name="metric">Which.</param>
    /// <param name="grouping">By what.</param>
    /// <param name="asOf">Rows as known at $11 instead of now.</param>
    internal static string Figures(Metric metric, Grouping grouping, bool asOf) =>
        $"""
        select f.key, f.reason, sum(f.disputes)::bigint, sum(f.numerator)::bigint, sum(f.open)::bigint from (
            select {grouping.CellKey} as key, c.reason, c.disputes, c.numerator, c.open
              from cells c
             where c.metric = $1 and c.axis = '{grouping.Axis.Name}' and c.level = $2 and c.area >= $3 and c.area < $4 and c.month between $5 and $6
            union all
            select {RowKey(metric, grouping)}, {metric.ReasonSql}, e.sign, e.sign * {metric.NumeratorSql}::int, e.sign * {metric.OpenSql}::int
              from unnest($7::date[], $8::date[], $10::int[]) as e(first, last, sign)
              join {(asOf ? RowsAsOf : "disputes")} d on d.{metric.Cohort.Column} between e.first and e.last
             where d.area >= $3 and d.area < $4 and length(d.area) >= $9
            ) f
         group by 1, 2
        """;

    // A row that has not changed since then is as it was then.
    private const string RowsAsOf =
        """
        (select * from disputes where changed_at <= $11
         union all
         select * from merged_disputes(array(select id from disputes where changed_at > $11), $11))
        """;

    private static string RowKey(Metric metric, Grouping grouping) =>
        grouping.RowKey.Replace("{cohort}", metric.Cohort.Column, StringComparison.Ordinal);

    private static string AxisRows(Axis axis) =>
        $"""
        select '{axis.Name}' as axis, l.level, {(axis.Name.Length == 0 ? "''" : $"coalesce(d.{axis.Name}, '')")} as key
          from (values {string.Join(", ", axis.Levels.Select(level => $"({level})"))}) as l(level)
         where length(d.area) >= l.level or {(axis.WithAreasAbove ? "true" : "false")}
        """;

    private static string Value(Metric m, string row) =>
        $"('{m.Code}', d.{m.Cohort.Column}, {m.ReasonSql}, {m.NumeratorSql}, {m.OpenSql})".Replace("d.", $"{row}.", StringComparison.Ordinal);
}
