using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.History;

/// <summary>What to add to the sums of now, so that they are those of a past instant.</summary>
/// <remarks>
/// Beside the parameters of <see cref="FigureSql"/>: $11 and $12 the days of the period, $13 the instant, $14 up to which row the history is in
/// cells, $15 the boundary from which on cells tell.
/// </remarks>
internal static class PastSql
{
    internal static IEnumerable<string> Of(
        MetricQuery query, Cohort cohort, IReadOnlyList<Grouping> by, Axis? axis, IReadOnlyList<Sum> sums, Period period, Past past)
    {
        var parts = axis is null ? [RowsOf(cohort, "d.known_at > $13", "-d.sign")] : BesideCells(cohort, period, past);
        foreach (var part in past.IsBehind ? parts.Append(Unkept(cohort)) : parts)
        {
            yield return FigureSql.Rows(query, cohort, by, sums, part);
        }

        if (axis is not null)
        {
            yield return Cells(query, cohort, by, axis, sums);
        }
    }

    // Rows between the instant and the boundary, which cells lack or hold too much; those that are in no cells yet; and those of broken months, of
    // which there are few, so that it is no good to look for all that was known since.
    private static IEnumerable<string> BesideCells(Cohort cohort, Period period, Past past)
    {
        yield return past.Boundary > past.Instant
            ? RowsOf(cohort, "d.ordered <= $14 and d.known_at > $13 and d.known_at < $15", "-d.sign")
            : RowsOf(cohort, "d.ordered <= $14 and d.known_at >= $15 and d.known_at <= $13", "d.sign");
        yield return RowsOf(cohort, "d.ordered > $14 and d.known_at > $13", "-d.sign");
        if (period.Edges.Count > 0)
        {
            yield return $"""
                unnest($7::date[], $8::date[], $9::int[]) as x(first, last, sign)
                      join {HistorySql.TableOf(cohort.Grain)} d on d.{cohort.Column} between x.first and x.last and d.ordered <= $14
                           and date_trunc('month', d.known_at at time zone 'UTC') >= $15::timestamptz at time zone 'UTC'
                     cross join lateral (select -x.sign * d.sign as sign) e
                """;
        }
    }

    private static string RowsOf(Cohort cohort, string condition, string sign) =>
        $"""
        {HistorySql.TableOf(cohort.Grain)} d join lateral (select {sign} as sign) e on d.{cohort.Column} between $11 and $12 and {condition}
        """;

    private static string Unkept(Cohort cohort) =>
        $"""
        {cohort.Grain.Name}_unkept($13) e join lateral (select (e.counted).*) d on d.{cohort.Column} between $11 and $12 {FigureSql.InScope}
        """;

    private static string Cells(MetricQuery query, Cohort cohort, IReadOnlyList<Grouping> by, Axis axis, IReadOnlyList<Sum> sums)
    {
        var histogram = query.Metric.HasHistogram;
        var columns = sums.Select(cohort.ColumnOf).Select(column => histogram ? $", -c.{column}::numeric" : $", (-sum(c.{column}))::numeric");
        return $"""
            select {FigureSql.CellKey(by, axis, 0)}, {FigureSql.CellKey(by, axis, 1)}{string.Concat(columns)}{(histogram ? ", c.spread, -1" : "")}
              from {HistorySql.CellsOf(cohort.Grain)} c
             where {Where(query, by, axis)}
             {(histogram ? "" : "group by 1, 2")}
            """;
    }

    private static string Where(MetricQuery query, IReadOnlyList<Grouping> by, Axis axis) =>
        $"""
        c.axis = $1 and c.level = $2 and {FigureSql.AreasOf(query, by, axis)} and c.known >= ($15::timestamptz at time zone 'UTC')::date
               and c.month between $5 and $6 {(query.Type is not null ? $"and c.key ^@ {FigureSql.TypeOf(query)}" : "")}
        """;
}
