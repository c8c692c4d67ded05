using System.Text.Json;
using Mediation.EventStore;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Anomalies;

/// <summary>An anomaly as a caller sees it.</summary>
/// <param name="Finding">As it is now; as it was disposed where it is not found any more.</param>
/// <param name="FoundAt">When it was found; null where it is not found any more.</param>
/// <param name="State">The last verdict, or open.</param>
internal sealed record AnomalyRow(Finding Finding, DateTimeOffset? FoundAt, string State)
{
    /// <summary>Of what the evidence names, masked; without those that the caller may not see, or that have none.</summary>
    internal IReadOnlyDictionary<Guid, string> Numbers { get; init; } = new Dictionary<Guid, string>();
}

/// <summary>Reads anomalies for callers: what is found, and what was disposed and is not found any more.</summary>
internal static class AnomalyRows
{
    private const string Sql =
        """
        select f.id, f.kind, f.area, f.county, f.year, f.month, f.rule_version, f.evidence, f.found_at, f.state from (
            select a.id, a.kind, a.area, a.county, a.year, a.month, a.rule_version, a.evidence, a.found_at,
                   coalesce(d.verdict, 'open') as state
              from anomalies a left join mt_doc_disposed_anomaly d on d.id = a.id
            union all
            select d.id, d.data -> 'finding' ->> 'kind', d.area, d.data -> 'finding' ->> 'county', (d.data -> 'finding' ->> 'year')::int,
                   (d.data -> 'finding' ->> 'month')::date, (d.data -> 'finding' ->> 'ruleVersion')::int, d.data -> 'finding' -> 'evidence',
                   null, d.verdict
              from mt_doc_disposed_anomaly d where not exists (select from anomalies a where a.id = d.id)) f
        """;

    private const string NumbersSql = "select subject, case_number from disputes where subject = any ($1) and case_number is not null";

    /// <summary>The latest periods first.</summary>
    internal static Task<List<AnomalyRow>> ListAsync(
        StoreReader store, string area, string? kind, DateOnly? month, string? state, Guid? before, int limit,
        CancellationToken cancellation) =>
        store.ReadAsync(
            $"""
            {Sql}
             where f.area >= $1 and f.area < $2 and ($3::text is null or f.kind = $3) and ($4::date is null or f.month = $4)
               and ($5::text is null or f.state = $5) and ($6::uuid is null or f.id < $6)
             order by f.id desc limit $7
            """,
            [
                new NpgsqlParameter<string> { TypedValue = area }, new NpgsqlParameter<string> { TypedValue = $"{area}:" },
                new NpgsqlParameter<string?> { TypedValue = kind }, new NpgsqlParameter<DateOnly?> { TypedValue = month },
                new NpgsqlParameter<string?> { TypedValue = state }, new NpgsqlParameter<Guid?> { TypedValue = before },
                new NpgsqlParameter<int> { TypedValue = limit },
            ],
            ReadAsync, cancellation);

    /// <summary>One of them, with the numbers of the cases behind it; null where the caller sees none.</summary>
    internal static async Task<AnomalyRow?> FindAsync(StoreReader store, RowScope scope, Guid id, CancellationToken cancellation)
    {
        var found = await store.ReadAsync(
            $"{Sql} where f.id = $1 and f.area ^@ any ($2)",
            [new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<string[]> { TypedValue = [.. scope.Areas] }],
            ReadAsync, cancellation);
        if (found is not [var row])
        {
            return null;
        }

        var numbers = await store.ReadAsync(
            NumbersSql, [new NpgsqlParameter<Guid[]> { TypedValue = [.. row.Finding.Evidence.Disputes] }],
            async reader =>
            {
                var all = new Dictionary<Guid, string>();
                while (await reader.ReadAsync(cancellation))
                {
                    all.Add(reader.GetGuid(0), Metrics.ListCases.Masked(reader.GetString(1)));
                }

                return all;
            },
            cancellation);
        return row with { Numbers = numbers };
    }

    private static async Task<List<AnomalyRow>> ReadAsync(NpgsqlDataReader reader)
    {
        var rows = new List<AnomalyRow>();
        while (await reader.ReadAsync())
        {
            var evidence = JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(7), ReportingJson.Default.Evidence)!;
            var finding = new Finding(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4),
                reader.GetFieldValue<DateOnly>(5), reader.GetInt32(6), evidence);
            rows.Add(new AnomalyRow(finding, reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8), reader.GetString(9)));
        }

        return rows;
    }
}
