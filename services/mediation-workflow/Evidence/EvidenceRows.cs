using System.Text.Json;
using Mediation.EventStore;
using Mediation.Workflow.Storage;
using Npgsql;

namespace Mediation.Workflow.Evidence;

/// <summary>Files of a case, from its stream. The caller must be known to see the case: the second wall alone stands behind this query.</summary>
internal static class EvidenceRows
{
    private const string Sql =
        """
        select e.version, e.data, e.headers ->> 'actor' from mt_events e
         where e.stream_id = $1 and e.type = 'evidence_filed' and e.version > $2 and ($3::text is null or e.data ->> 'evidenceId' = $3)
         order by e.version limit $4
        """;

    internal static Task<List<EvidenceRow>> ReadAsync(
        StoreReader store, Guid caseId, long after, int limit, Guid? one, CancellationToken cancellation) => store.ReadAsync(
        Sql,
        [
            new NpgsqlParameter<Guid> { TypedValue = caseId }, new NpgsqlParameter<long> { TypedValue = after },
            new NpgsqlParameter { Value = one?.ToString() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text },
            new NpgsqlParameter<int> { TypedValue = limit },
        ],
        async rows =>
        {
            var found = new List<EvidenceRow>();
            while (await rows.ReadAsync(cancellation))
            {
                found.Add(new EvidenceRow(
                    rows.GetInt64(0), JsonSerializer.Deserialize(rows.GetString(1), WorkflowJson.Default.EvidenceFiled)!, rows.IsDBNull(2) ? null : rows.GetString(2)));
            }

            return found;
        },
        cancellation);
}

/// <param name="Version">Of the case's stream, which orders the files.</param>
internal sealed record EvidenceRow(long Version, EvidenceFiled Filed, string? By);
