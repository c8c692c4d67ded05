using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Anomalies;

/// <summary>Reads a slice: cells of the county's townships, its disputes by village, its rows of signs by index.</summary>
internal static class SliceReader
{
    private const int CountyDigits = 6;

    private static readonly Metric Agreed = Registry.Find("M04")!;
    private static readonly Metric Satisfied = Registry.Find("M11")!;

    // The newest count of households that is not after the year, registered before resident, as M22 takes it.
    private const string VillagesSql =
        """
        select distinct on (a.code) a.code, nullif(p.columns ->> 'households', '')::numeric
          from code_lists a
          left join code_lists p on p.list = $1 and p.code ~>=~ $3 and p.code ~<~ $4 and p.columns ->> 'area' = a.code
               and (p.columns ->> 'year')::int <= $5
         where a.list = $2 and a.code ~>=~ $3 and a.code ~<~ $4 and length(a.code) = 12 and a.valid_from <= $7 and a.valid_to >= $6
         order by a.code, (p.columns ->> 'kind' = 'registered') desc nulls last, (p.columns ->> 'year')::int desc nulls last
        """;

    private const string AcceptedSql =
        """
        select area, date_trunc('month', accepted_on)::date, count(*) from disputes
         where area >= $1 and area < $2 and length(area) = 12 and accepted_on between $3 and $4 group by 1, 2
        """;

    private static readonly string TownshipsSql =
        $"""
        select area, month, sum(closed), sum(last_days), sum(agreed), sum(counted), sum(satisfied), sum(answers) from (
            select area, month, {Column(Sum.Of(Cohort.Closed))} as closed, {Column(MonthEnds.LastDays)} as last_days, {Column(Agreed.Numerator.Sum)} as agreed,
                   {Column(Agreed.Denominator!.Value.Sum!)} as counted, 0::numeric as satisfied, 0::numeric as answers
              from {CellTable.Of(Cohort.Closed).Name}
             where {Cohort.Closed.ColumnOf(Sum.Of(Cohort.Closed))} <> 0 and axis = '' and level = 9 and area >= $1 and area < $2 and month between $3 and $4
            union all
            select area, month, 0, 0, 0, 0, {Column(Satisfied.Numerator.Sum)}, {Column(Satisfied.Denominator!.Value.Sum!)}
              from {CellTable.Of(Cohort.Visited).Name}
             where {Cohort.Visited.ColumnOf(Sum.Of(Cohort.Visited))} <> 0 and axis = '' and level = 9 and area >= $1 and area < $2 and month between $3 and $4) t
         group by area, month order by area, month
        """;

    private const string SingleSql =
        """
        select subject, item, area, kind, mark, on_day, minutes from signs
         where county = $1 and kind = any ($2) and on_day between $3 and $4 order by subject, item
        """;

    private const string SharedSql =
        """
        select s.subject, s.item, s.area, s.kind, s.mark, s.on_day, s.minutes
          from signs s
          join (select kind, mark from signs where county = $1 and kind = any ($2) and on_day between $3 and $4
                 group by kind, mark having count(distinct subject) >= $5) m on m.kind = s.kind and m.mark = s.mark
         where s.county = $1 and s.kind = any ($2) and s.on_day between $3 and $4
         order by s.kind, s.mark, s.subject, s.item
        """;

    internal static async Task<Slice> ReadAsync(NpgsqlConnection connection, string county, int year, CancellationToken cancellation)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var few = (int)Math.Min(AnomalyRules.SharedPhone["disputes"], AnomalyRules.SameObligations["agreements"]);
        string[] shared = [SharedSigns.Phone, SharedSigns.Terms];
        var slice = new Slice(county, year)
        {
            Single = await ReadAsync(connection, SingleSql, SignOf, cancellation, county, SingleSigns.Kinds.ToArray(), first, last),
            Shared = await ReadAsync(connection, SharedSql, SignOf, cancellation, county, shared, first, last, few),
        };
        // What is known of a city only is no county: its cells are those of other slices.
        if (county.Length < CountyDigits)
        {
            return slice;
        }

        var accepted = await ReadAsync(
            connection, AcceptedSql, r => new VillageMonth(r.GetString(0), r.GetFieldValue<DateOnly>(1), r.GetInt64(2)), cancellation,
            county, $"{county}:", first, last);
        var listed = await ReadAsync(
            connection, VillagesSql, r => new Village(r.GetString(0), r.IsDBNull(1) ? null : r.GetFieldValue<decimal>(1)), cancellation,
            ReportingService.Population, ReportingService.Areas, county, $"{county}:", year, first, last);
        var unlisted = accepted.Select(a => a.Area).Except(listed.Select(v => v.Area)).Select(area => new Village(area, null));
        return slice with
        {
            Accepted = accepted, Villages = [.. listed, .. unlisted],
            Townships = await ReadAsync(connection, TownshipsSql, TownshipOf, cancellation, county, $"{county}:", first, last),
        };
    }

    private static Sign SignOf(NpgsqlDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), r.GetFieldValue<DateOnly>(5),
        r.IsDBNull(6) ? null : r.GetInt32(6));

    private static TownshipMonth TownshipOf(NpgsqlDataReader r) => new(
        r.GetString(0), r.GetFieldValue<DateOnly>(1), r.GetFieldValue<decimal>(2), r.GetFieldValue<decimal>(3), r.GetFieldValue<decimal>(4),
        r.GetFieldValue<decimal>(5), r.GetFieldValue<decimal>(6), r.GetFieldValue<decimal>(7));

    private static string Column(Sum sum) => $"coalesce({sum.Cohort.ColumnOf(sum)}, 0)::numeric";

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection connection, string sql, Func<NpgsqlDataReader, T> row, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(row(reader));
        }

        return rows;
    }
}
