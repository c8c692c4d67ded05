using Npgsql;

namespace Mediation.EventStore;

/// <summary>Finds out whether units of a lost connection were committed, by their command ids and inbox rows. Never writes.</summary>
internal static class CommitLookup
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <returns>The stored answers, in the units' order.</returns>
    /// <exception cref="CommitOutcomeUnknownException">One of them cannot be found; it may still be on its way.</exception>
    internal static async Task<AppendResult[]> FindAsync(NpgsqlDataSource source, PreparedUnit[] units, Exception lost)
    {
        await using var connection = await ReconnectAsync(source, lost);
        var results = new AppendResult[units.Length];
        for (var i = 0; i < units.Length; i++)
        {
            results[i] = await FindAsync(connection, units[i]) ?? throw new CommitOutcomeUnknownException(lost);
        }

        return results;
    }

    private static async Task<AppendResult?> FindAsync(NpgsqlConnection connection, PreparedUnit unit)
    {
        await using var command = unit.CommandId is { } id
            ? new NpgsqlCommand("select answer from mt_commands where id = $1", connection) { Parameters = { new() { Value = id } } }
            : new NpgsqlCommand("select null::bytea from mt_inbox where consumer = $1 and message_id = $2", connection)
            {
                Parameters = { new() { Value = unit.Inbox?.Consumer ?? "" }, new() { Value = unit.Inbox?.MessageId ?? Guid.Empty } },
            };
        await using var reader = await command.ExecuteReaderAsync();
        if (!await reader.ReadAsync())
        {
            return null;
        }

        return unit.CommandId is null
            ? new AppendResult(AppendStatus.DuplicateMessage)
            : new AppendResult(AppendStatus.DuplicateCommand, reader.IsDBNull(0) ? null : reader.GetFieldValue<byte[]>(0));
    }

    private static async Task<NpgsqlConnection> ReconnectAsync(NpgsqlDataSource source, Exception lost)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                // Connections pooled before the loss are as dead as the one that was lost.
                source.Clear();
                return await source.OpenConnectionAsync(patience.Token);
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                if (patience.IsCancellationRequested)
                {
                    throw new CommitOutcomeUnknownException(lost);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }
}
