namespace Mediation.Reporting.Metrics;

/// <summary>What disputes count for, as SQL from the registry.</summary>
internal static class CellSql
{
    /// <summary>The cells of rows (<paramref name="rows"/> = disputes with a sign), summed.</summary>
    internal static string Counted(string rows) =>
        $"""
        select m.metric, a.axis, a.level, left(d.area, a.level), m.cohort_on - (extract(day from m.cohort_on)::int - 1), a.key, m.reason,
               sum(d.sign), sum(d.sign * m.numerator::int), sum(d.sign * m.open::int)
          from {rows} d
         cross join lateral (values
               {string.Join(",\n       ", Registry.All.Select(Value))}
               ) as m(metric, cohort_on, reason, numerator, open)
         cross join lateral (
               select '' as axis, l.level, '' as key from (values (2), (4), (6), (9), (12)) as l(level) where length(d.area) >= l.level
               union all
               select x.axis, l.level, coalesce(x.key, '')
                 from (values {string.Join(", ", Grouping.Columns.Select(column => $"('{column}', d.{column})"))}) as x(axis, key),
                      (values (2), (4), (6)) as l(level)
                where length(d.area) >= l.level
               union all
               -- A committee lies in one county: there a province has as many of its cells as it would have itself.
               select 'committee', 6, coalesce(d.committee, '')
               ) as a
         where m.cohort_on is not null
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
             where c.metric = $1 and c.axis = '{grouping.Axis}' and c.level = $2 and c.area >= $3 and c.area < $4 and c.month between $5 and $6
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

    private static string Value(Metric m) =>
        $"('{m.Code}', d.{m.Cohort.Column}, {m.ReasonSql}, {m.NumeratorSql}, {m.OpenSql})";
}
