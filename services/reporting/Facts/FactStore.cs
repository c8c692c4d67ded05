using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Reporting.Facts;

/// <summary>Takes facts in, a batch a transaction: inbox, facts, disputes and cells change together or not at all. Thread-safe.</summary>
internal sealed class FactStore(EventStore.EventStore store)
{
    private const string Consumer = "reporting.facts";

    /// <summary>Records a batch in any order; what is known already has no effect.</summary>
    internal Task RecordAsync(IReadOnlyList<FactRow> facts, CancellationToken cancellation = default) =>
        facts.Count == 0 ? Task.CompletedTask : store.InTransactionAsync(transaction => RecordAsync(transaction, facts, cancellation), cancellation);

    private static async Task<int> RecordAsync(StoreTransaction transaction, IReadOnlyList<FactRow> facts, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        // The migration holds this lock while it derives the tables anew; a statement of its own, so that the new function is called.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select from pg_advisory_xact_lock_shared(6334283)"));
        batch.BatchCommands.Add(Record(facts));
        var fold = new CellFold();
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                fold.Add(Read(reader));
            }
        }

        var changed = fold.Changed;
        return changed.Count == 0 ? 0 : await AddAsync(transaction.Connection, changed, cancellation);
    }

    private static NpgsqlBatchCommand Record(IReadOnlyList<FactRow> facts) => new("select * from record_facts($1, $2, $3, $4, $5, $6)")
    {
        Parameters =
        {
            new() { Value = Consumer },
            new() { Value = facts.Select(f => f.MessageId).ToArray() },
            new() { Value = facts.Select(f => f.Kind).ToArray() },
            new() { Value = facts.Select(f => f.Id).ToArray() },
            new() { Value = facts.Select(f => f.Revision).ToArray() },
            new() { Value = facts.Select(f => f.Data).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
        },
    };

    private static Contribution Read(NpgsqlDataReader reader)
    {
        var keys = new string[Axis.All.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = Axis.All[i].Name.Length == 0 ? "" : reader.GetString(reader.GetOrdinal(Axis.All[i].Name));
        }

        return new Contribution(
            reader.GetString(0), reader.GetFieldValue<DateOnly>(1), reader.GetString(2), reader.GetBoolean(3), reader.GetBoolean(4),
            reader.GetString(5), reader.GetInt32(11)) { Keys = keys };
    }

    private static async Task<int> AddAsync(
        NpgsqlConnection connection, List<KeyValuePair<CellKey, CellDelta>> cells, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into cells as c (metric, axis, level, area, month, key, reason, disputes, numerator, open)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
                on conflict (metric, axis, level, area, month, key, reason)
                do update set disputes = c.disputes + excluded.disputes,
                              numerator = c.numerator + excluded.numerator,
                              open = c.open + excluded.open
            """,
            connection);
        Add(command, cells, c => c.Key.Metric);
        Add(command, cells, c => c.Key.Axis.Name);
        Add(command, cells, c => c.Key.Level);
        Add(command, cells, c => c.Key.Area);
        Add(command, cells, c => c.Key.Month);
        Add(command, cells, c => c.Key.Key);
        Add(command, cells, c => c.Key.Reason);
        Add(command, cells, c => c.Value.Disputes);
        Add(command, cells, c => c.Value.Numerator);
        Add(command, cells, c => c.Value.Open);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add<T>(NpgsqlCommand command, List<KeyValuePair<CellKey, CellDelta>> cells, Func<KeyValuePair<CellKey, CellDelta>, T> column) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = cells.ConvertAll(c => column(c)).ToArray() });
}
