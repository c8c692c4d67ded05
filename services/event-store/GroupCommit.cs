using System.Threading.Channels;
using Npgsql;

namespace Mediation.EventStore;

/// <summary>Appends that wait together go as one statement: up to 128 units, a stream at most once, on a few writer connections.</summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    private const int MaxUnits = 128;
    private const int Attempts = 5;

    private sealed record Waiting(PreparedUnit Unit)
    {
        internal TaskCompletionSource<AppendResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private readonly NpgsqlDataSource _source;
    private readonly Action _appended;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(8192);
    private readonly Task[] _writers;

    internal GroupCommit(NpgsqlDataSource source, int writers, Action appended)
    {
        _source = source;
        _appended = appended;
        _writers = [.. Enumerable.Range(0, writers).Select(_ => Task.Run(RunWriterAsync))];
    }

    internal int Queued => _queue.Reader.Count;

    internal async Task<AppendResult> AppendAsync(PreparedUnit unit, CancellationToken cancellation)
    {
        // Once queued it is written whatever its caller does: a cancelled request must not leave an outcome nobody saw.
        var waiting = new Waiting(unit);
        await _queue.Writer.WriteAsync(waiting, cancellation);
        return await waiting.Answer.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAll(_writers);
    }

    private async Task RunWriterAsync()
    {
        var group = new List<Waiting>(MaxUnits);
        Waiting? left = null;
        while (left is not null || await _queue.Reader.WaitToReadAsync())
        {
            left = Fill(group, left);
            if (group.Count > 0)
            {
                await WriteAsync(group);
                group.Clear();
            }
        }
    }

    /// <summary>Takes what waits; a unit whose stream is already in the group starts the next one.</summary>
    private Waiting? Fill(List<Waiting> group, Waiting? left)
    {
        var streams = new HashSet<Guid>();
        while (group.Count < MaxUnits)
        {
            var next = left;
            left = null;
            if (next is null && !_queue.Reader.TryRead(out next))
            {
                return null;
            }

            if (Array.Exists(next.Unit.Streams, s => streams.Contains(s.Id)))
            {
                return next;
            }

            foreach (var stream in next.Unit.Streams)
            {
                streams.Add(stream.Id);
            }

            group.Add(next);
        }

        return null;
    }

    private async Task WriteAsync(IReadOnlyList<Waiting> group)
    {
        try
        {
            var results = await ExecuteAsync([.. group.Select(w => w.Unit)]);
            _appended();
            for (var i = 0; i < results.Length; i++)
            {
                group[i].Answer.SetResult(results[i]);
            }
        }
        catch (PostgresException) when (group.Count > 1)
        {
            // One unit spoiled the group and all of it was rolled back: alone, each gets its own verdict.
            foreach (var waiting in group)
            {
                await WriteAsync([waiting]);
            }
        }
        catch (Exception e)
        {
            foreach (var waiting in group)
            {
                waiting.Answer.SetException(e);
            }
        }
    }

    private async Task<AppendResult[]> ExecuteAsync(PreparedUnit[] units)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await _source.OpenConnectionAsync();
            try
            {
                return await AppendStatement.ExecuteAsync(connection, units, CancellationToken.None);
            }
            catch (PostgresException e) when (StoreConnections.ConnectionSurvived(e))
            {
                // A unique violation is a race that another writer won: the next look sees its row and says so.
                var again = StoreConnections.CertainlyRolledBack(e) || e.SqlState == PostgresErrorCodes.UniqueViolation;
                if (!again || attempt == Attempts || (units.Length > 1 && e.SqlState == PostgresErrorCodes.UniqueViolation))
                {
                    throw;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt));
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                return await CommitLookup.FindAsync(_source, units, e);
            }
        }
    }
}
