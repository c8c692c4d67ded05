using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Npgsql;

namespace Mediation.Reporting.Effectiveness;

/// <summary>Counts the closed cases of a period by all that is looked at: what M04 counts, row by row.</summary>
internal static class StratumReader
{
    private static readonly Metric Rate = Registry.Find("M04")!;

    private static readonly string Sql =
        $"""
        select coalesce(d.method, '{GroupNames.None}'), coalesce(d.type, '{GroupNames.None}'), coalesce(d.colour, '{GroupNames.None}'),
               coalesce(d.cross_area, false),
               case when d.amount < 10000 then 'under10000' when d.amount < 100000 then 'under100000' when d.amount >= 100000 then 'from100000'
                    else '{GroupNames.None}' end,
               case when d.persons < 5 then 'under5' when d.persons < 10 then 'under10' when d.persons >= 10 then 'from10'
                    else '{GroupNames.None}' end,
               sum({Rate.Denominator!.Value.Sum!.Sql})::numeric, sum({Rate.Numerator.Sum.Sql})::numeric
          from disputes d
         where d.closed_on between $1 and $2 and d.area >= $3 and d.area < $4
         group by 1, 2, 3, 4, 5, 6
        having sum({Rate.Denominator!.Value.Sum!.Sql}) > 0
        """;

    internal static Task<List<Stratum>> ReadAsync(StoreReader reader, MetricQuery query, CancellationToken cancellation) => reader.ReadAsync(
        Sql,
        [
            new NpgsqlParameter<DateOnly> { TypedValue = query.From }, new NpgsqlParameter<DateOnly> { TypedValue = query.To },
            new NpgsqlParameter<string> { TypedValue = query.Area?.Value ?? "" },
            new NpgsqlParameter<string> { TypedValue = $"{query.Area?.Value}:" },
        ],
        async rows =>
        {
            var strata = new List<Stratum>();
            while (await rows.ReadAsync(cancellation))
            {
                strata.Add(new Stratum(
                    rows.GetString(0), rows.GetString(1), rows.GetString(2), rows.GetBoolean(3), rows.GetString(4), rows.GetString(5),
                    rows.GetFieldValue<decimal>(6), rows.GetFieldValue<decimal>(7)));
            }

            return strata;
        },
        cancellation);
}
