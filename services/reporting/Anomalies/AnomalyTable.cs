using System.Text.Json;
using Mediation.Reporting.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Reporting.Anomalies;

/// <summary>Keeps what was found in a slice in place of what was found there before.</summary>
internal static class AnomalyTable
{
    private const string DisputesSql =
        "select subject from disputes where area >= $1 and area < $2 and {column} between $3 and $4 order by subject limit $5";

    private const string DeleteSql = "delete from anomalies where county = $1 and year = $2 and id <> all ($3)";

    // An area that moved to another slice takes its finding along, whichever of the two is swept first.
    private const string UpsertSql =
        """
        insert into anomalies as a (id, kind, area, county, year, month, rule_version, evidence)
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (id) do update set county = excluded.county, year = excluded.year, month = excluded.month,
                rule_version = excluded.rule_version, evidence = excluded.evidence
         where (a.county, a.year, a.month, a.rule_version, a.evidence)
            is distinct from (excluded.county, excluded.year, excluded.month, excluded.rule_version, excluded.evidence)
        """;

    internal static async Task ReplaceAsync(
        NpgsqlConnection connection, Slice slice, IReadOnlyList<Finding> found, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var finding in found)
        {
            findings.Add(await NamedAsync(connection, finding, cancellation));
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(DeleteSql)
        {
            Parameters = { new() { Value = slice.County }, new() { Value = slice.Year }, new() { Value = findings.Select(f => f.Id).ToArray() } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(UpsertSql)
        {
            Parameters =
            {
                new() { Value = findings.Select(f => f.Id).ToArray() }, new() { Value = findings.Select(f => f.Kind).ToArray() },
                new() { Value = findings.Select(f => f.Area).ToArray() }, new() { Value = findings.Select(f => f.County).ToArray() },
                new() { Value = findings.Select(f => f.Year).ToArray() }, new() { Value = findings.Select(f => f.Month).ToArray() },
                new() { Value = findings.Select(f => f.RuleVersion).ToArray() },
                new()
                {
                    Value = findings.Select(f => JsonSerializer.SerializeToUtf8Bytes(f.Evidence, ReportingJson.Default.Evidence)).ToArray(),
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
                },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<Finding> NamedAsync(NpgsqlConnection connection, Finding finding, CancellationToken cancellation)
    {
        if (finding.Behind is not { } behind)
        {
            return finding;
        }

        await using var command = new NpgsqlCommand(DisputesSql.Replace("{column}", behind.Column, StringComparison.Ordinal), connection);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = behind.Area }, new() { Value = $"{behind.Area}:" }, new() { Value = behind.From }, new() { Value = behind.To },
            new() { Value = Evidence.MostDisputes },
        });
        var disputes = new List<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            disputes.Add(reader.GetGuid(0));
        }

        return finding with { Evidence = finding.Evidence with { Disputes = disputes } };
    }
}
