using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.EventStore;

/// <summary>Hands every event of the store to a handler, in commit-safe order, at least once, from where it last stopped.</summary>
/// <remarks>
/// The cursor is the pair (transaction_id, seq_id) below every running transaction: by sequence alone an event whose transaction
/// commits late would be passed over. One instance reads at a time: the lock lives on the connection the pages are read on, so a
/// lost lock is a failed read.
/// </remarks>
/// <param name="store">The store to read.</param>
/// <param name="name">Name of the cursor, stable across releases.</param>
/// <param name="handler">Gets pages in order. When it throws, the same page comes again; when it returns, the cursor moves.</param>
/// <param name="logger">Hears of failures.</param>
/// <param name="pageSize">Most events a page.</param>
public sealed partial class Subscription(
    EventStore store, string name, Func<IReadOnlyList<RecordedEvent>, CancellationToken, Task> handler, ILogger logger, int pageSize = 1000)
{
    private const int LockSpace = 6334283;
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Standby = TimeSpan.FromSeconds(1);

    private const string PageSql =
        $"""
        select {EventReader.Columns} from mt_events
         where (transaction_id, seq_id) > ($1, $2) and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
         order by transaction_id, seq_id limit $3
        """;

    private sealed record Page(List<RecordedEvent> Events, UnreadableEventException? Unreadable);

    private (ulong Transaction, long Sequence) _cursor;

    /// <summary>How it stands now. Thread-safe.</summary>
    public SubscriptionStatus Status { get; private set; } = new(false, null, null, false);

    /// <summary>Reads until cancelled, or until an event cannot be read.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var source = StoreConnections.Create(store.Options.ConnectionString, settings =>
        {
            settings.Pooling = false;
            settings.ReadBufferSize = 64 * 1024;
        });
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                if (await TryLockAsync(connection, cancellation))
                {
                    await ReadAsync(connection, cancellation);
                }

                // Another instance reads; what went wrong here is its business now.
                Status = new SubscriptionStatus(false, null, null, false);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (UnreadableEventException e)
            {
                Status = Status with { Error = e.Message, Stopped = true };
                LogStopped(logger, name, e);
                return;
            }
            catch (Exception e)
            {
                Status = Status with { IsReader = false, Error = e.Message };
                LogFailed(logger, name, e);
            }

            await Task.Delay(Standby, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        Status = new SubscriptionStatus(true, null, null, false);
        _cursor = await LoadCursorAsync(connection, cancellation);
        var poll = ShortestPoll;
        Page? ahead = null;
        while (true)
        {
            var appended = store.Wake.Next;
            var (page, unreadable) = ahead ?? await ReadPageAsync(connection, cancellation);
            ahead = null;
            if (page.Count > 0)
            {
                // What comes before an unreadable event is handled; the next page begins with that one.
                ahead = await HandleAsync(connection, page, cancellation);
                poll = ShortestPoll;
                continue;
            }

            if (unreadable is not null)
            {
                throw unreadable;
            }

            var woken = await Task.WhenAny(appended, Task.Delay(poll, cancellation)) == appended;
            cancellation.ThrowIfCancellationRequested();
            poll = woken ? ShortestPoll : poll * 2 < LongestPoll ? poll * 2 : LongestPoll;
        }
    }

    /// <returns>The next page, where a full one promised more: it is read while this one is handled.</returns>
    private async Task<Page?> HandleAsync(NpgsqlConnection connection, List<RecordedEvent> page, CancellationToken cancellation)
    {
        Status = Status with { OldestPending = page[0].Timestamp };
        _cursor = (page[^1].TransactionId, page[^1].Sequence);
        var next = page.Count == pageSize ? ReadPageAsync(connection, cancellation) : Task.FromResult<Page>(new([], null));
        try
        {
            await handler(page, cancellation);
        }
        finally
        {
            // The connection does one thing at a time, its closing included.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await SaveCursorAsync(connection, page[^1], cancellation);
        Status = new SubscriptionStatus(true, null, null, false);
        return await next is { Events.Count: > 0 } read ? read : null;
    }

    private async Task<bool> TryLockAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select pg_try_advisory_lock($1, hashtext($2))", connection)
        {
            Parameters = { new() { Value = LockSpace }, new() { Value = name } },
        };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task<(ulong, long)> LoadCursorAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into mt_event_progression (name, last_seq_id) values ($1, 0)
            on conflict (name) do update set name = excluded.name returning last_transaction_id, last_seq_id
            """, connection) { Parameters = { new() { Value = name } } };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetFieldValue<ulong>(0), reader.GetInt64(1));
    }

    private async Task<Page> ReadPageAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(PageSql, connection)
        {
            Parameters =
            {
                new NpgsqlParameter<ulong> { TypedValue = _cursor.Transaction, NpgsqlDbType = NpgsqlDbType.Xid8 },
                new NpgsqlParameter<long> { TypedValue = _cursor.Sequence },
                new NpgsqlParameter<int> { TypedValue = pageSize },
            },
        };
        var (events, unreadable) = await EventReader.ReadAsFarAsPossibleAsync(command, store.Options, cancellation);
        return new Page(events, unreadable);
    }

    // Not waited for on disk: a server that dies at once hands the same page out again, which handlers bear anyway.
    private async Task SaveCursorAsync(NpgsqlConnection connection, RecordedEvent last, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand("select set_config('synchronous_commit', 'off', true)"),
                new NpgsqlBatchCommand(
                    "update mt_event_progression set last_transaction_id = $1, last_seq_id = $2, last_updated = now() where name = $3")
                {
                    Parameters =
                    {
                        new NpgsqlParameter<ulong> { TypedValue = last.TransactionId, NpgsqlDbType = NpgsqlDbType.Xid8 },
                        new NpgsqlParameter<long> { TypedValue = last.Sequence },
                        new NpgsqlParameter<string> { TypedValue = name },
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Subscription {Name} stopped: an event cannot be read")]
    private static partial void LogStopped(ILogger logger, string name, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Name} failed and will read the page again")]
    private static partial void LogFailed(ILogger logger, string name, Exception exception);
}
