using Mediation.EventStore;
using Mediation.Reporting.Cells;
using Mediation.Reporting.History;
using Mediation.Reporting.Rebuilding;
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

    // The migration holds it while it derives the tables anew.
    internal const string MigrationLock = "select from pg_advisory_xact_lock_shared(6334283)";

    // Above this a plan for the batch itself pays for its planning; below it planning is most of the work, and PostgreSQL would do it each time.
    private const int Many = 100;

    /// <summary>Records a batch in any order; what is known already has no effect.</summary>
    internal Task RecordAsync(IReadOnlyList<FactRow> facts, CancellationToken cancellation = default) =>
        facts.Count == 0 ? Task.CompletedTask : store.InTransactionAsync(transaction => RecordAsync(transaction, facts, cancellation), cancellation);

    /// <summary>Derives rows and cells anew from all facts, and has the history kept anew. Answers are given meanwhile, from what was there before; new facts wait.</summary>
    /// <returns>How many subjects there are.</returns>
    internal Task<long> RebuildAsync(CancellationToken cancellation = default) => store.InTransactionAsync(
        async transaction =>
        {
            await transaction.Connection.ExecuteAsync($"{RebuildSql.Unhurried} {MigrationLock}; {WriterLock}; {KeepHistory.Lock}", cancellation);
            var subjects = await Rebuild.RunAsync(transaction.Connection, store.Database, cancellation);
            await transaction.Connection.ExecuteAsync(HistorySql.Forget, cancellation);
            return subjects;
        },
        cancellation);

    private static async Task<int> RecordAsync(StoreTransaction transaction, IReadOnlyList<FactRow> facts, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection);
        // A statement of its own, so that the new function is called.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(MigrationLock));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(WriterLock));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"set local plan_cache_mode = {(facts.Count > Many ? "force_custom_plan" : "force_generic_plan")}"));
        batch.BatchCommands.Add(Take(facts));
        var changed = await FoldAsync(batch, cancellation);
        await using var cells = new NpgsqlBatch(transaction.Connection);
        cells.BatchCommands.Add(new NpgsqlBatchCommand(CellSql.ByKey));
        foreach (var command in changed.Select(cells => CellDeltas.Add(cells)).OfType<NpgsqlBatchCommand>())
        {
            cells.BatchCommands.Add(command);
        }

        return cells.BatchCommands.Count == 1 ? 0 : await cells.ExecuteNonQueryAsync(cancellation);
    }

    // The rows are the last result.
    private static async Task<List<FoldedCells>> FoldAsync(NpgsqlBatch batch, CancellationToken cancellation)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (reader.FieldCount < CellRow.Columns && await reader.NextResultAsync(cancellation))
        {
        }

        return await CellDeltas.FoldAsync(reader, cancellation);
    }

    private static NpgsqlBatchCommand Take(IReadOnlyList<FactRow> facts) => new("select * from take_facts($1, $2, $3, $4, $5, $6, $7, $8, $9)")
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
}
