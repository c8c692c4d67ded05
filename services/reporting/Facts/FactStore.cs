using Npgsql;
using NpgsqlTypes;

namespace Mediation.Reporting.Facts;

/// <summary>Takes facts in, a batch a transaction: inbox, facts, disputes and cells change together or not at all. Thread-safe.</summary>
internal sealed class FactStore(EventStore.EventStore store)
{
    private const string Consumer = "reporting.facts";

    /// <summary>Records a batch in any order; what is known already has no effect.</summary>
    internal Task RecordAsync(IReadOnlyList<FactRow> facts, CancellationToken cancellation = default) =>
        facts.Count == 0 ? Task.CompletedTask : store.InTransactionAsync(async transaction =>
        {
            await using var batch = new NpgsqlBatch(transaction.Connection);
            // The migration holds this lock while it derives the tables anew; a statement of its own, so that the new function is called.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select pg_advisory_xact_lock_shared(6334283)"));
            batch.BatchCommands.Add(Record(facts));
            await batch.ExecuteNonQueryAsync(cancellation);
            return true;
        }, cancellation);

    private static NpgsqlBatchCommand Record(IReadOnlyList<FactRow> facts) => new("select record_facts($1, $2, $3, $4, $5, $6)")
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
}
