using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Reporting.Facts;

/// <summary>Takes facts in, a batch a transaction: inbox, facts, rows and cells change together or not at all. Thread-safe.</summary>
internal sealed class FactStore(EventStore.EventStore store)
{
    private const string Consumer = "reporting.facts";

    // What a writer holds until it commits, so that rows and cells are derived one batch after the other.
    internal const string WriterLock = "select pg_advisory_xact_lock(6334284)";

    private static readonly string InsertCells =
        $"""
        insert into cells as c (cohort, axis, level, area, month, key, key2, value, n, {string.Join(", ", CellSql.SumColumns)})
        select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, {string.Join(", ", CellSql.SumColumns.Select((_, i) => $"${i + 10}"))})
            on conflict (cohort, axis, level, area, month, key, key2, value)
            do update set n = c.n + excluded.n, {string.Join(", ", CellSql.SumColumns.Select(s => $"{s} = c.{s} + excluded.{s}"))}
        """;

    /// <summary>Records a batch in any order; what is known already has no effect.</summary>
    internal Task RecordAsync(IReadOnlyList<FactRow> facts, CancellationToken cancellation = default) =>
        facts.Count == 0 ? Task.CompletedTask : store.InTransactionAsync(transaction => RecordAsync(transaction, facts, cancellation), cancellation);

    /// <summary>Derives rows and cells anew from all facts. Answers are given meanwhile, from what was there before; new facts wait.</summary>
    /// <returns>How many subjects there are.</returns>
    internal Task<long> RebuildAsync(CancellationToken cancellation = default) => store.InTransactionAsync(
        async transaction =>
        {
            await using var command = new NpgsqlCommand("set local statement_timeout = 0; " + WriterLock, transaction.Connection);
            await command.ExecuteNonQueryAsync(cancellation);
            command.CommandText = "select derive_all()";
            command.CommandTimeout = 0;
            return (long)(await command.ExecuteScalarAsync(cancellation))!;
        },
        cancellation);

    private static async Task<int> RecordAsync(StoreTransaction transaction, IReadOnlyList<FactRow> facts, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        // The migration holds the first while it derives the tables anew; a statement of its own, so that the new function is called.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select from pg_advisory_xact_lock_shared(6334283)"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(WriterLock));
        batch.BatchCommands.Add(Record(facts));
        var fold = new CellFold();
        await using (var reader = await batch.ExecuteReaderAsync(cancellation))
        {
            await reader.NextResultAsync(cancellation);
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                fold.Add(Read(reader));
            }
        }

        var changed = fold.Changed;
        return changed.Count == 0 ? 0 : await AddAsync(transaction.Connection, changed, cancellation);
    }

    private static NpgsqlBatchCommand Record(IReadOnlyList<FactRow> facts) => new("select * from record_facts($1, $2, $3, $4, $5, $6, $7, $8, $9)")
    {
        Parameters =
        {
            new() { Value = Consumer },
            new() { Value = facts.Select(f => f.MessageId).ToArray() },
            new() { Value = facts.Select(f => f.Kind).ToArray() },
            new() { Value = facts.Select(f => f.Id).ToArray() },
            new() { Value = facts.Select(f => f.Subject).ToArray() },
            new() { Value = facts.Select(f => f.Also).ToArray() },
            new() { Value = facts.Select(f => f.Revision).ToArray() },
            new() { Value = facts.Select(f => f.Data).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb },
            new() { Value = facts.Select(f => f.RecordedAt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
        },
    };

    private static Contribution Read(NpgsqlDataReader reader)
    {
        var keys = new string[Axis.Columns.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = reader.GetString(4 + i);
        }

        var sums = new decimal[1 + CellSql.SumColumns.Count];
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = reader.GetFieldValue<decimal>(4 + Axis.Columns.Count + i);
        }

        var cohort = reader.GetString(0);
        return new Contribution(
            Cohort.All.First(c => c.Name == cohort), reader.GetFieldValue<DateOnly>(1), reader.GetInt32(2), reader.GetString(3)) { Keys = keys, Sums = sums };
    }

    private static async Task<int> AddAsync(NpgsqlConnection connection, List<KeyValuePair<CellKey, decimal[]>> cells, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(InsertCells, connection);
        Add(command, cells, c => c.Key.Cohort.Name);
        Add(command, cells, c => c.Key.Axis.Name);
        Add(command, cells, c => c.Key.Level);
        Add(command, cells, c => c.Key.Area);
        Add(command, cells, c => c.Key.Month);
        Add(command, cells, c => c.Key.Key);
        Add(command, cells, c => c.Key.Key2);
        Add(command, cells, c => c.Key.Value);
        Add(command, cells, c => (long)c.Value[0]);
        for (var i = 1; i <= CellSql.SumColumns.Count; i++)
        {
            var place = i;
            Add(command, cells, c => c.Value[place]);
        }

        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static void Add<T>(NpgsqlCommand command, List<KeyValuePair<CellKey, decimal[]>> cells, Func<KeyValuePair<CellKey, decimal[]>, T> column) =>
        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = cells.ConvertAll(c => column(c)).ToArray() });
}
