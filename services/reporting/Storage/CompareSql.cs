using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>A sum in all cells beside what is recomputed for it: $1 metric, $2 part. Only where things lie is shared with the cells.</summary>
internal static class CompareSql
{
    /// <summary>What the sum amounts to; for each value by itself where that is asked.</summary>
    internal static string Of(Sum sum, bool byValue)
    {
        var amount = sum.Cohort.ColumnOf(sum);
        return $"""
            with expected as (
                select a.axis, a.level, left(d.area, a.level) as area, date_trunc(a.unit, d.day)::date as month, a.key, a.key2,
                       {(byValue ? "d.value" : "0")} as value, sum(d.amount) as amount
                  from recomputed d
                 cross join lateral ({string.Join(" union all ", sum.Cohort.Axes.Select(CellSql.AxisRows))}) a
                 where d.metric = $1 and d.part = $2
                 group by 1, 2, 3, 4, 5, 6, 7
            ), actual as (
                select c.axis, c.level, c.area, c.month, c.key, c.key2, {(byValue ? "v.value, v.rows" : $"0 as value, c.{amount}")}::numeric as amount
                  from {CellTable.Of(sum.Cohort).Name} c {(byValue ? "cross join spread_of(c.spread) as v(value, rows)" : "")}
                 where {(byValue ? "true" : $"c.{sum.Cohort.ColumnOf(Sum.Of(sum.Cohort))} <> 0 or c.{amount} <> 0")}
            )
            select axis, level, area, month, key, key2, value, coalesce(a.amount, 0), coalesce(e.amount, 0)
              from expected e full join actual a using (axis, level, area, month, key, key2, value)
            """;
    }
}
