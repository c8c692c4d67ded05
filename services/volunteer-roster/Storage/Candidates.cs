using Mediation.EventStore;
using Mediation.Roster.Assignments;
using Npgsql;

namespace Mediation.Roster.Storage;

/// <summary>The mediators of a committee with their loads, read under a lock so that two choices never count on the same free place.</summary>
internal static class Candidates
{
    internal const string Indexes =
        """
        drop index if exists mt_doc_mediator_committee;
        create index if not exists mt_doc_assignment_open on mt_doc_assignment ((data->>'mediatorId')) where data->>'open' = 'true';
        create index if not exists mt_doc_assignment_last on mt_doc_assignment ((data->>'mediatorId'), (data->>'reservedAt') collate "C");
        """;

    private const int LockSpace = 1002;

    // Times are all UTC and written alike, so their text sorts as they do.
    private const string Sql =
        """
        select m.id, m.data->>'areaCode', array(select jsonb_array_elements_text(m.data->'typeCodes')), (m.data->>'maxLoad')::int,
               (select count(*)::int from mt_doc_assignment a where a.data->>'mediatorId' = m.id::text and a.data->>'open' = 'true'),
               (select a.data->>'reservedAt' from mt_doc_assignment a where a.data->>'mediatorId' = m.id::text
                 order by (a.data->>'reservedAt') collate "C" desc limit 1)::timestamptz,
               m.data->>'homeTown', coalesce((m.data->>'lawCertificate')::boolean, false),
               coalesce($2 between m.data->'absence'->>'from' and m.data->'absence'->>'to', false),
               coalesce((select (c.data->>'surge')::boolean from mt_doc_committee c where c.id = $1), false)
          from mt_doc_mediator m where m.committee_id = $1
        """;

    internal static async Task<IReadOnlyList<Candidate>> LockAndReadAsync(
        StoreTransaction transaction, Guid committeeId, DateOnly today, CancellationToken cancellation)
    {
        await using (var wait = new NpgsqlCommand("select pg_advisory_xact_lock($1, hashtext($2))", transaction.Connection))
        {
            wait.Parameters.Add(new NpgsqlParameter<int> { TypedValue = LockSpace });
            wait.Parameters.Add(new NpgsqlParameter<string> { TypedValue = committeeId.ToString() });
            await wait.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = new NpgsqlCommand(Sql, transaction.Connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = committeeId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = today.ToString("O") });
        var candidates = new List<Candidate>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            candidates.Add(new Candidate(
                reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<string[]>(2), reader.GetInt32(3), reader.GetInt32(4),
                reader.IsDBNull(5) ? null : reader.GetFieldValue<DateTimeOffset>(5),
                reader.IsDBNull(6) ? null : reader.GetString(6), reader.GetBoolean(7), reader.GetBoolean(8), reader.GetBoolean(9)));
        }

        return candidates;
    }
}
