using Mediation.Reporting.History;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>Reads sums of one cohort by group: from cells of whole months and from rows of some days.</summary>
/// <remarks>
/// $1 axis, $2 level, $3 and $4 areas from and before, $5 and $6 first and last month, $7 and $8 days of edges, $9 their signs,
/// $10 digits of the areas below, and last the type that the rows have, if there is one. As of a past instant before it also what
/// <see cref="PastSql"/> says.
/// </remarks>
internal static class FigureSql
{
    // What is derived for a past instant is not in a table, so the second wall of tables is said here once more.
    internal const string InScope = "and d.area ^@ any ((select nullif(current_setting('scope.areas', true), ''))::text[])";

    /// <summary>
    /// Key, second key, then the sums; where a histogram is asked also which values how many rows have, and whether they are added (1) or taken away (-1). A group comes in as many rows as it
    /// takes: all are added up by who reads them.
    /// </summary>
    /// <remarks>What a question does not touch is not in its text: planning it costs as much as reading a hundred cells.</remarks>
    internal static string Of(
        MetricQuery query, Cohort cohort, IReadOnlyList<Grouping> by, Axis? axis, IReadOnlyList<Sum> sums, Period period, Past? past)
    {
        var cells = axis is null || period.Months.First > period.Months.Last ? null
            : string.Join(" union all ", Months(by, axis, period.Months).Select(months => Cells(query, cohort, by, axis, sums, months)));
        var rows = cells is not null && period.Edges.Count == 0 ? null : Rows(query, cohort, by, sums, Now(cohort));
        var then = past is null ? [] : PastSql.Of(query, cohort, by, cells is null ? null : axis, sums, period, past);
        return string.Join(" union all ", new[] { cells, rows }.OfType<string>().Concat(then));
    }

    // Whole years at once, where there are such cells and months are not asked for each.
    private static IEnumerable<(string Axis, string Months)> Months(IReadOnlyList<Grouping> by, Axis axis, Days months)
    {
        const string From = "date_trunc('year', $5::date + interval '11 months')", Before = "date_trunc('year', $6::date + interval '1 month')";
        var (from, before) = (months.First.AddMonths(11).Year, months.Last.AddMonths(1).Year);
        if (axis.ByYear is not { } year || from >= before || by.Any(g => g.IsPeriod))
        {
            return [("$1", "c.month between $5 and $6")];
        }

        // Named by way of $1: a parameter that is bound but not used has no type.
        return
        [
            ($"$1 || '{year.Name[axis.Name.Length..]}'", $"c.month >= {From} and c.month < {Before}"),
            .. months.First.Month > 1 ? [("$1", $"c.month >= $5 and c.month < {From}")] : ((string, string)[])[],
            .. months.Last.Month < 12 ? [("$1", $"c.month >= {Before} and c.month <= $6")] : ((string, string)[])[],
        ];
    }

    private static string Cells(
        MetricQuery query, Cohort cohort, IReadOnlyList<Grouping> by, Axis axis, IReadOnlyList<Sum> sums, (string Axis, string Months) of)
    {
        // Each cell of a month is a group of its own, or one of few.
        var apart = query.Metric.HasHistogram || (by.Any(g => g.IsPeriod) && !axis.WithAreasAbove);
        // Of bigint, sum is numeric, which takes both sides longer to send and to read.
        var columns = sums.Select(sum => (Name: $"c.{cohort.ColumnOf(sum)}", Type: CellSql.IsWhole(sum) ? "bigint" : "numeric"))
            .Select(column => apart ? $", {column.Name}::{column.Type}" : $", sum({column.Name})::{column.Type}");
        return $"""
            select {CellKey(by, axis, 0)} as key, {CellKey(by, axis, 1)} as key2{string.Concat(columns)}{(query.Metric.HasHistogram ? ", c.spread, 1" : "")}
              from {CellTable.Of(cohort).Name} c
             where c.{cohort.ColumnOf(Sum.Of(cohort))} <> 0 and c.axis = {of.Axis} and c.level = $2 and {AreasOf(query, by, axis)} and {of.Months}
                   {(query.Type is not null ? $"and c.key ^@ {TypeOf(query)}" : "")}
             {(apart ? "" : "group by 1, 2")}
            """;
    }

    /// <summary>Sums of rows <c>d</c>, each with the sign of an <c>e</c>.</summary>
    internal static string Rows(MetricQuery query, Cohort cohort, IReadOnlyList<Grouping> by, IReadOnlyList<Sum> sums, string from)
    {
        var histogram = query.Metric.HasHistogram;
        return $"""
            select f.key, f.key2{string.Concat(sums.Select((_, i) => $", sum(f.v{i})"))}{(histogram ? ", int4send(f.value) || int4send(sum(f.sign)::int), 1" : "")}
              from (select {RowKey(cohort, by, 0)} as key, {RowKey(cohort, by, 1)} as key2{string.Concat(sums.Select((s, i) => $", (e.sign * ({s.Sql}))::numeric as v{i}"))}
                           {(histogram ? $", coalesce(d.{cohort.Value}, 0) as value, e.sign" : "")}
                      from {from}
                     where d.area >= $3 and d.area < $4 and length(d.area) >= $10 {(query.Type is not null ? $"and d.type ^@ {TypeOf(query)}" : "")}) f
             group by f.key, f.key2{(histogram ? ", f.value" : "")}
            """;
    }

    private static string Now(Cohort cohort) =>
        $"""
        unnest($7::date[], $8::date[], $9::int[]) as e(first, last, sign)
                      join {cohort.Grain.Name} d on d.{cohort.Column} between e.first and e.last
        """;

    internal static string TypeOf(MetricQuery query) => query.AsOf is null ? "$11" : "$16";

    // Where one area is asked its cells lie together; of a level all areas have as many digits.
    internal static string AreasOf(MetricQuery query, IReadOnlyList<Grouping> by, Axis axis) =>
        axis.WithAreasAbove ? "c.area >= $3 and c.area < $4 and length(c.area) >= $10"
        : query.Area is null || by.Contains(Grouping.Area) ? "c.area >= $3 and c.area < $4"
        : "c.area = $3";

    /// <summary>Different disputes of the participations of a period ($1 and $2), in areas from $3 and before $4 of at least $5 digits; as of $6.</summary>
    internal static string Distinct(IReadOnlyList<Grouping> by, bool asOf)
    {
        var kind = by.FirstOrDefault(g => Grouping.Participants.Contains(g));
        return $"""
            select {DistinctKey(by, 0)}, {DistinctKey(by, 1)}, count(distinct d.subject)::numeric
              from {(asOf ? "participations_as_of($6)" : "participations")} d
             where d.took_part_on between $1 and $2 and d.area >= $3 and d.area < $4 and length(d.area) >= $5
                   {(kind is null ? "" : $"and d.kind = '{kind.Name}'")} {(asOf ? InScope : "")}
             group by 1, 2
            """;
    }

    /// <summary>
    /// Disputes that a sum counts: $1 and $2 days, $3 and $4 areas from and before, $5 after which, $6 how many, $7 key of the group, $8 digits of
    /// the areas below, $9 as-of.
    /// </summary>
    internal static string Cases(Sum sum, IReadOnlyList<Grouping> by, bool asOf) =>
        $"""
        select distinct on (d.subject) d.subject, x.case_number, d.area, d.type, d.outcome
          from {(asOf ? $"{sum.Cohort.Grain.Name}_as_of($9)" : sum.Cohort.Grain.Name)} d
          left join disputes x on x.subject = d.subject
         where d.{sum.Cohort.Column} between $1 and $2 and d.area >= $3 and d.area < $4 and d.subject > $5 and ({sum.Sql}) <> 0
               {(asOf ? InScope : "")} and {RowKey(sum.Cohort, by, 0).Replace("$10", "$8", StringComparison.Ordinal)} = $7
               and $8 >= 0 and $9::timestamptz is not null
         order by d.subject limit $6
        """;

    private static string DistinctKey(IReadOnlyList<Grouping> by, int place) =>
        place >= by.Count ? "''" : by[place] == Grouping.Area ? "left(d.area, $5)" : "d.participant";

    internal static string CellKey(IReadOnlyList<Grouping> by, Axis axis, int place) =>
        place >= by.Count ? "''"
        : by[place] == Grouping.Area ? axis.WithAreasAbove ? "left(c.area, $10)" : "c.area"
        : by[place].IsPeriod ? "to_char(c.month, 'YYYY-MM')"
        : axis.KeyColumns[0] == by[place].Column ? "c.key" : "c.key2";

    private static string RowKey(Cohort cohort, IReadOnlyList<Grouping> by, int place) =>
        place >= by.Count ? "''"
        : by[place] == Grouping.Area ? "left(d.area, $10)"
        : by[place].IsPeriod ? $"to_char(d.{cohort.Column}, 'YYYY-MM')"
        : $"coalesce(d.{by[place].Column}, '')";
}
