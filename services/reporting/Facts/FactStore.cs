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
    private const string WriterLock = "select pg_advisory_xact_lock(6334284)";

    // The migration holds it while it derives the tables anew.
    internal const string MigrationLock = "select from pg_advisory_xact_lock_shared(6334283)";

    // A rebuild takes longer than a statement may: facts wait for it, and so does whoever forgets some.
    private const string Enter = $"set local statement_timeout = 0; {MigrationLock}; {WriterLock}; set local statement_timeout to default";

    // Facts that one call takes: while PostgreSQL takes the next ones, rows of the last are added up here.
    private const int Share = 250;

    /// <summary>What rows of facts are added up in.</summary>
    internal static CellArrays NewArrays() => new(table => table.Sets);

    /// <summary>Records a batch in any order; what is known already has no effect.</summary>
    internal Task RecordAsync(IReadOnlyList<FactRow> facts, CancellationToken cancellation = default) => RecordAsync(facts, NewArrays(), cancellation);

    /// <summary>The same, adding up in arrays that nobody else uses meanwhile.</summary>
    internal Task RecordAsync(IReadOnlyList<FactRow> facts, CellArrays arrays, CancellationToken cancellation) =>
        facts.Count == 0 ? Task.CompletedTask : store.InTransactionAsync(transaction => RecordAsync(transaction, facts, arrays, cancellation), cancellation);

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

    /// <summary>Waits, however long it takes, until no other writes: in a command of its own, so that what follows calls the functions that are there then.</summary>
    internal static Task EnterAsync(StoreTransaction transaction, CancellationToken cancellation = default) => transaction.Connection.ExecuteAsync(Enter, cancellation);

    private static async Task<int> RecordAsync(StoreTransaction transaction, IReadOnlyList<FactRow> facts, CellArrays arrays, CancellationToken cancellation)
    {
        await EnterAsync(transaction, cancellation);
        await using var batch = new NpgsqlBatch(transaction.Connection);
        // Of one subject all at once: so its rows are derived once.
        foreach (var share in facts.OrderBy(fact => fact.Subject).Chunk(Share))
        {
            batch.BatchCommands.Add(Take(share));
        }

        IEnumerable<FoldedCells> cells;
        await using (var rows = await batch.ExecuteReaderAsync(cancellation))
        {
            cells = await arrays.FoldAsync(rows, cancellation);
        }

        return await CellDeltas.AddAsync(transaction.Connection, cells, cancellation);
    }

    private static NpgsqlBatchCommand Take(FactRow[] facts) => new("select * from take_facts($1, $2, $3, $4, $5, $6, $7, $8, $9)")
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
