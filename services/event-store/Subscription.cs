using Microsoft.Extensions.Logging;

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
/// <param name="gathering">
/// At least so long from one read that brought less than a full page to the next, so that events that come one after another share the cost of a
/// page. An event that comes alone is read at once.
/// </param>
public sealed partial class Subscription(
    EventStore store, string name, Func<IReadOnlyList<RecordedEvent>, CancellationToken, Task> handler, ILogger logger, int pageSize = 1000,
    TimeSpan gathering = default)
{
    private static readonly TimeSpan ShortestPoll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Standby = TimeSpan.FromSeconds(1);

    private Position _at;

    /// <summary>How it stands now. Thread-safe.</summary>
    public SubscriptionStatus Status { get; private set; } = new(false, null, null, false);

    /// <summary>Reads until cancelled, or until an event cannot be read.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var source = Cursor.Source(store);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                var cursor = new Cursor(store, connection, name);
                if (await cursor.TryLockAsync(cancellation))
                {
                    await ReadAsync(cursor, cancellation);
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

    private async Task ReadAsync(Cursor cursor, CancellationToken cancellation)
    {
        Status = new SubscriptionStatus(true, null, null, false);
        _at = await cursor.LoadAsync(cancellation);
        var poll = ShortestPoll;
        Page? ahead = null;
        while (true)
        {
            var (appended, began) = (store.Wake.Next, TimeProvider.System.GetTimestamp());
            (var count, ahead) = await HandleNextAsync(cursor, ahead, cancellation);
            if (count > 0)
            {
                poll = ShortestPoll;
                if (count < pageSize && gathering - TimeProvider.System.GetElapsedTime(began) is { Ticks: > 0 } rest)
                {
                    await Task.Delay(rest, cancellation);
                }

                continue;
            }

            var woken = await Task.WhenAny(appended, Task.Delay(poll, cancellation)) == appended;
            cancellation.ThrowIfCancellationRequested();
            poll = woken ? ShortestPoll : poll * 2 < LongestPoll ? poll * 2 : LongestPoll;
        }
    }

    // A method of its own: nothing holds a page that was handled while further events gather, so it is collected young.
    private async Task<(int Count, Page? Ahead)> HandleNextAsync(Cursor cursor, Page? ahead, CancellationToken cancellation)
    {
        var (page, unreadable) = ahead ?? await cursor.ReadPageAsync(_at, pageSize, cancellation);
        if (page.Count > 0)
        {
            // What comes before an unreadable event is handled; the next page begins with that one.
            return (page.Count, await HandleAsync(cursor, page, cancellation));
        }

        return unreadable is null ? (0, null) : throw unreadable;
    }

    /// <returns>The next page, where a full one promised more: it is read while this one is handled.</returns>
    private async Task<Page?> HandleAsync(Cursor cursor, List<RecordedEvent> page, CancellationToken cancellation)
    {
        Status = Status with { OldestPending = page[0].Timestamp };
        _at = Position.Of(page[^1]);
        var next = page.Count == pageSize ? cursor.ReadPageAsync(_at, pageSize, cancellation) : Task.FromResult<Page>(new([], null));
        try
        {
            await handler(page, cancellation);
        }
        finally
        {
            // The connection does one thing at a time, its closing included.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await cursor.SaveAsync(Position.Of(page[^1]), cancellation);
        Status = new SubscriptionStatus(true, null, null, false);
        return await next is { Events.Count: > 0 } read ? read : null;
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "Subscription {Name} stopped: an event cannot be read")]
    private static partial void LogStopped(ILogger logger, string name, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Subscription {Name} failed and will read the page again")]
    private static partial void LogFailed(ILogger logger, string name, Exception exception);
}
