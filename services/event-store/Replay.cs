using Npgsql;

namespace Mediation.EventStore;

/// <summary>Hands every event that is there when it begins to a handler once more, from the first, in pages. One instance at a time.</summary>
/// <remarks>Subscriptions go on meanwhile, and what is appended meanwhile is theirs alone.</remarks>
/// <param name="store">The store to read.</param>
/// <param name="name">Under which it is kept how far it came; of no subscription.</param>
/// <param name="handler">Gets pages in order; when it returns, the page is done.</param>
/// <param name="pageSize">Most events a page.</param>
public sealed class Replay(EventStore store, string name, Func<IReadOnlyList<RecordedEvent>, CancellationToken, Task> handler, int pageSize = 500)
{
    private const string LastSql =
        """
        select transaction_id, seq_id from mt_events where transaction_id < pg_snapshot_xmin(pg_current_snapshot())
         order by transaction_id desc, seq_id desc limit 1
        """;

    /// <summary>Runs to the end that was when it began.</summary>
    /// <param name="resume">Goes on where an earlier run was stopped, to that run's end. Otherwise, and when none was stopped, it begins anew.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many events were handed out; null when another instance is at it.</returns>
    /// <exception cref="UnreadableEventException">An event cannot be read; those before it are done.</exception>
    public async Task<long?> RunAsync(bool resume, CancellationToken cancellation = default)
    {
        await using var source = Cursor.Source(store);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        var (cursor, last) = (new Cursor(store, connection, name), new Cursor(store, connection, $"{name}-end"));
        if (!await cursor.TryLockAsync(cancellation))
        {
            return null;
        }

        var (at, end) = (await cursor.LoadAsync(cancellation), await last.LoadAsync(cancellation));
        if (!resume || at.CompareTo(end) >= 0)
        {
            (at, end) = (default, await LastAsync(connection, cancellation));
            // In this order: stopped in between, none of these can be taken for a run that got further.
            await last.SaveAsync(default, cancellation);
            await cursor.SaveAsync(default, cancellation);
            await last.SaveAsync(end, cancellation);
        }

        return await HandAsync(cursor, at, end, cancellation);
    }

    private async Task<long> HandAsync(Cursor cursor, Position at, Position end, CancellationToken cancellation)
    {
        for (var handed = 0L; ;)
        {
            var (events, unreadable) = await cursor.ReadPageAsync(at, pageSize, cancellation);
            events.RemoveAll(e => Position.Of(e).CompareTo(end) > 0);
            if (events.Count == 0)
            {
                return at.CompareTo(end) < 0 && unreadable is not null ? throw unreadable : handed;
            }

            await handler(events, cancellation);
            at = Position.Of(events[^1]);
            await cursor.SaveAsync(at, cancellation);
            handed += events.Count;
        }
    }

    private static async Task<Position> LastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(LastSql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new Position(reader.GetFieldValue<ulong>(0), reader.GetInt64(1)) : default;
    }
}
