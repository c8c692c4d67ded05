using Npgsql;

namespace Mediation.EventStore;

/// <summary>Finds out whether a lost connection's statement was committed. Never writes, never repeats it.</summary>
internal static class CommitLookup
{
    private static readonly TimeSpan Reconnecting = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StillRunning = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <param name="source">Where to look.</param>
    /// <param name="units">What one statement or transaction was to write.</param>
    /// <param name="backend">Process id of the lost connection: while it lives the commit may still come.</param>
    /// <returns>In the units' order; null where nothing can be found.</returns>
    internal static async Task<AppendResult?[]> FindAsync(NpgsqlDataSource source, IReadOnlyList<PreparedUnit> units, int backend)
    {
        using var patience = new CancellationTokenSource(Reconnecting);
        while (true)
        {
            try
            {
                // Connections pooled before the loss are as dead as the one that was lost.
                source.Clear();
                await using var connection = await source.OpenConnectionAsync(patience.Token);
                return await FindAsync(connection, units, backend, patience.Token);
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                if (patience.IsCancellationRequested)
                {
                    return new AppendResult?[units.Count];
                }

                await Task.Delay(Pause);
            }
        }
    }

    private static async Task<AppendResult?[]> FindAsync(
        NpgsqlConnection connection, IReadOnlyList<PreparedUnit> units, int backend, CancellationToken cancellation)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // Asked before looking: a backend that is gone by now has committed what it ever will.
            var running = await IsRunningAsync(connection, backend, cancellation) && TimeProvider.System.GetElapsedTime(deadline) < StillRunning;
            var found = new AppendResult?[units.Count];
            for (var i = 0; i < found.Length; i++)
            {
                found[i] = await WroteEventsAsync(connection, units[i], cancellation)
                    ? AppendResult.Appended
                    : await KnownWork.FindAsync(connection, units[i], cancellation);
            }

            if (Array.IndexOf(found, AppendResult.Appended) >= 0)
            {
                // It committed as a whole, so who brought events and is not there had lost.
                return [.. found.Select((result, i) => result ?? (units[i].Events.Length > 0 ? AppendResult.Conflict : null))];
            }

            if (!running || Array.TrueForAll(found, f => f is not null))
            {
                return found;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static async Task<bool> WroteEventsAsync(NpgsqlConnection connection, PreparedUnit unit, CancellationToken cancellation)
    {
        if (unit.Events is not [var first, ..])
        {
            return false;
        }

        await using var command = new NpgsqlCommand("select id = $3 from mt_events where stream_id = $1 and version = $2", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = unit.Streams[first.Stream].Id });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first.Version });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = first.Id });
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task<bool> IsRunningAsync(NpgsqlConnection connection, int backend, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select 1 from pg_stat_activity where pid = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = backend });
        return await command.ExecuteScalarAsync(cancellation) is not null;
    }
}
