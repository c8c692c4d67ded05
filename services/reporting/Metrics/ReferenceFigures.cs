using Npgsql;

namespace Mediation.Reporting.Metrics;

/// <summary>Denominators that no fact tells: people and households of areas, and how many grids there are. Thread-safe.</summary>
internal sealed class ReferenceFigures(EventStore.EventStore store)
{
    // The kind asked for, if there is one for the area, and of it the latest year that is not after the period.
    private const string Population =
        """
        select distinct on (columns ->> 'area') columns ->> 'area', columns ->> 'kind', (columns ->> 'year')::int,
               nullif(columns ->> 'people', '')::numeric, nullif(columns ->> 'households', '')::numeric
          from code_lists
         where list = $1 and code ~>=~ $2 and code ~<~ $3 and length(columns ->> 'area') = any ($4) and (columns ->> 'year')::int <= $5
         order by columns ->> 'area', (columns ->> 'kind' = $6) desc, (columns ->> 'year')::int desc
        """;

    // The grids of the list; where it has none, those that have ever reported.
    private const string Grids =
        """
        with listed as (
            select code as area, valid_from as since, valid_to as until from code_lists
             where list = $1 and length(code) = 15 and code ~>=~ $2 and code ~<~ $3
        ), grids as (
            select * from listed
            union all
            select area, min(reported_on), date '2999-12-31' from grid_days
             where area >= $2 and area < $3 and not exists (select from listed)
             group by area
        )
        select left(g.area, $4), p.key, sum(greatest(0, least(g.until, p.last) - greatest(g.since, p.first) + 1))::numeric
          from grids g cross join unnest($5::text[], $6::date[], $7::date[]) as p(key, first, last)
         group by 1, 2
        """;

    /// <summary>Puts the denominators of a question into the total and into each of its groups.</summary>
    internal async Task ReferAsync(MetricQuery query, Tally total, IReadOnlyList<Group> groups, DateOnly today, CancellationToken cancellation)
    {
        if (query.Metric.Reference == Reference.Population)
        {
            await ReferPeopleAsync(query, total, groups, cancellation);
        }
        else if (query.Metric.Reference == Reference.Grids)
        {
            await ReferGridsAsync(query, total, groups, today, cancellation);
        }
    }

    private async Task ReferPeopleAsync(MetricQuery query, Tally total, IReadOnlyList<Group> groups, CancellationToken cancellation)
    {
        var own = query.Area?.Value ?? "";
        await using var command = store.Database.CreateCommand(Population);
        Bind(command, ReportingService.Population);
        BindArea(command, own);
        Bind(command, new[] { own.Length == 0 ? 2 : own.Length, FigureReader.ChildLength(query.Area) });
        Bind(command, query.To.Year);
        Bind(command, query.PopulationKind);
        var people = new Dictionary<string, Referred>(StringComparer.Ordinal);
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                people[reader.GetString(0)] = new Referred(
                    Amount(reader, 3) ?? 0, Amount(reader, 4), reader.GetString(1), reader.GetInt32(2), reader.GetString(1) != query.PopulationKind);
            }
        }

        total.Referred = own.Length > 0 ? people.GetValueOrDefault(own) : AddedUp(people.Values);
        foreach (var group in groups)
        {
            group.Tally.Referred = !query.ByArea ? total.Referred : people.GetValueOrDefault(query.GroupBy[0] == Grouping.Area ? group.Key : group.Key2!);
        }
    }

    private async Task ReferGridsAsync(MetricQuery query, Tally total, IReadOnlyList<Group> groups, DateOnly today, CancellationToken cancellation)
    {
        var (from, to) = query.DaysOf(query.Metric.Cohort, today);
        // Nobody has reported on the days to come.
        to = today < to ? today : to;
        var (all, place) = (query with { GroupBy = [] }, query.ByArea ? FigureReader.ChildLength(query.Area) : 0);
        total.Referred = new Referred((await GridsAsync(all, 0, [("", from, to)], cancellation)).Values.Sum());
        var periods = query.Period is { } period ? PeriodsOf(period, from, to) : [("", from, to)];
        var grids = groups.Count == 0 ? [] : await GridsAsync(query, place, periods, cancellation);
        var areaFirst = query.ByArea && query.GroupBy[0] == Grouping.Area;
        foreach (var group in groups)
        {
            var (area, key) = !query.ByArea ? ("", group.Key) : areaFirst ? (group.Key, group.Key2 ?? "") : (group.Key2!, group.Key);
            group.Tally.Referred = new Referred(grids.GetValueOrDefault((area, key)));
        }
    }

    private async Task<Dictionary<(string Area, string Period), decimal>> GridsAsync(
        MetricQuery query, int digits, IReadOnlyList<(string Key, DateOnly First, DateOnly Last)> periods, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand(Grids);
        Bind(command, ReportingService.Areas);
        BindArea(command, query.Area?.Value ?? "");
        Bind(command, digits);
        Bind(command, periods.Select(p => p.Key).ToArray());
        Bind(command, periods.Select(p => p.First).ToArray());
        Bind(command, periods.Select(p => p.Last).ToArray());
        var grids = new Dictionary<(string, string), decimal>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            grids[(reader.GetString(0), reader.GetString(1))] = reader.GetFieldValue<decimal>(2);
        }

        return grids;
    }

    private static List<(string Key, DateOnly First, DateOnly Last)> PeriodsOf(Grouping period, DateOnly from, DateOnly to) =>
    [
        .. Enumerable.Range(0, Math.Max(0, ((to.Year - from.Year) * 12) + to.Month - from.Month + 1))
            .Select(n => new DateOnly(from.Year, from.Month, 1).AddMonths(n))
            .GroupBy(month => period.KeyOf!($"{month:yyyy-MM}"))
            .Select(g => (g.Key, g.First() < from ? from : g.First(), g.Last().AddMonths(1).AddDays(-1) is var last && last > to ? to : last)),
    ];

    private static Referred? AddedUp(IReadOnlyCollection<Referred> parts) => parts.Count == 0 ? null : new Referred(
        parts.Sum(p => p.Amount), parts.All(p => p.Households is not null) ? parts.Sum(p => p.Households) : null, parts.First().Kind, parts.Min(p => p.Year),
        parts.Any(p => p.KindDiffers));

    private static decimal? Amount(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<decimal>(column);

    private static void BindArea(NpgsqlCommand command, string area)
    {
        Bind(command, area);
        Bind(command, $"{area}:");
    }

    private static void Bind<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
}
