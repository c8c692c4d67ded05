using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>A sum in all cells beside what is recomputed for it: $1 metric, $2 part, $3 cohort. Only where things lie is shared with the cells.</summary>
internal static class CompareSql
{
    internal static string Of(Sum sum) =>
        $"""
        with expected as (
            select a.axis, a.level, left(d.area, a.level) as area, d.day - (extract(day from d.day)::int - 1) as month, a.key, a.key2,
                   {(sum.Cohort.Value is null ? "0" : "d.value")} as value, sum(d.amount) as amount
              from recomputed d
             cross join lateral ({string.Join(" union all ", sum.Cohort.Axes.Select(CellSql.AxisRows))}) a
             where d.metric = $1 and d.part = $2
             group by 1, 2, 3, 4, 5, 6, 7
        ), actual as (
            select axis, level, area, month, key, key2, value, {sum.Cohort.ColumnOf(sum)}::numeric as amount from cells where cohort = $3
        )
        select axis, level, area, month, key, key2, value, coalesce(a.amount, 0), coalesce(e.amount, 0)
          from expected e full join actual a using (axis, level, area, month, key, key2, value)
        """;
}
