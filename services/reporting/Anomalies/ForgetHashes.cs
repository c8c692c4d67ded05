using Npgsql;

namespace Mediation.Reporting.Anomalies;

/// <summary>
/// What reporting does when the key of a dispute is erased: the hashes of its phones and wordings go, in facts of all revisions. They cannot be
/// turned back, but they tell that two disputes are of the same people, which nobody needs any more. Figures stay as they are.
/// </summary>
internal sealed class ForgetHashes(EventStore.EventStore store)
{
    private const string Sql =
        """
        update facts set data = data - 'phones' where kind = 'dispute' and id = $1 and data ? 'phones';
        update facts set data = data - 'terms' where kind = 'agreement' and subject = $1 and data ? 'terms';
        select mark_slices('{}', array(select s from signs s where s.subject = $1), '{}');
        delete from signs where subject = $1 and kind in ('phone', 'terms');
        """;

    internal Task RunAsync(Guid dispute) => store.InTransactionAsync(async transaction =>
    {
        // With the writer of facts: a fact on its way is taken before, and its hashes go as well, or after, and none of them is taken.
        await Facts.FactStore.EnterAsync(transaction);
        await using var batch = new NpgsqlBatch(transaction.Connection);
        foreach (var statement in Sql.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement)
            {
                Parameters = { new NpgsqlParameter<Guid> { TypedValue = dispute } },
            });
        }

        return await batch.ExecuteNonQueryAsync();
    });
}
