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
    private readonly AppendStatement _statement;
    private readonly Action _appended;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(8192);
    private readonly Task[] _writers;

    internal GroupCommit(NpgsqlDataSource source, AppendStatement statement, int writers, Action appended)
    {
        _source = source;
        _statement = statement;
        _appended = appended;
        _writers = [.. Enumerable.Range(0, writers).Select(_ => Task.Run(RunWriterAsync))];
    }

    internal int Queued => _queue.Reader.Count;

    internal async Task<AppendResult> AppendAsync(PreparedUnit unit, CancellationToken cancellation)
    {
        // Once queued it is written whatever its caller does: a cancelled request must not leave an outcome nobody saw.
        var waiting = new Waiting(unit);
        try
        {
            await _queue.Writer.WriteAsync(waiting, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(EventStore));
        }

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

    /// <summary>Takes what waits; a unit that shares a stream, command or message with the group starts the next one.</summary>
    private Waiting? Fill(List<Waiting> group, Waiting? left)
    {
        var taken = new HashSet<Guid>();
        while (group.Count < MaxUnits)
        {
            var next = left;
            left = null;
            if (next is null && !_queue.Reader.TryRead(out next))
            {
                return null;
            }

            if (next.Unit.Keys.Exists(taken.Contains))
            {
                return next;
            }

            taken.UnionWith(next.Unit.Keys);
            group.Add(next);
        }

        return null;
    }

    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            var results = await ExecuteAsync([.. group.Select(w => w.Unit)]);
            _appended();
            for (var i = 0; i < results.Length; i++)
            {
                Answer(group[i], results[i]);
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
            group.ForEach(waiting => waiting.Answer.SetException(e));
        }
    }

    private static void Answer(Waiting waiting, Verdict verdict)
    {
        if (verdict.Result is { } result)
        {
            waiting.Answer.SetResult(result);
        }
        else
        {
            waiting.Answer.SetException(new CommitOutcomeUnknownException(verdict.Lost!));
        }
    }

    private readonly record struct Verdict(AppendResult? Result, Exception? Lost = null);

    private async Task<Verdict[]> ExecuteAsync(PreparedUnit[] units)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await _source.OpenConnectionAsync();
            var backend = connection.ProcessID;
            try
            {
                var results = await _statement.ExecuteAsync(connection, units, CancellationToken.None);
                return [.. results.Select(r => new Verdict(r))];
            }
            catch (Exception e) when (StoreConnections.OutcomeUnknown(e))
            {
                var found = await CommitLookup.FindAsync(_source, units, backend);
                return [.. found.Select(r => new Verdict(r, e))];
            }
            catch (PostgresException e) when (attempt < Attempts && MayRunAgain(e, units.Length))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt));
            }
        }
    }

    // A unique violation is a race that another writer won: the next look sees its row and says so.
    private static bool MayRunAgain(PostgresException e, int units) =>
        StoreConnections.CertainlyRolledBack(e) || (e.SqlState == PostgresErrorCodes.UniqueViolation && units == 1);
}
