using Npgsql;

namespace Mediation.EventStore;

/// <summary>
/// Appends that wait together go as one statement: up to 128 units, a stream at most once, on a few connections. Whoever finds a
/// connection free writes at once, what waits included; so a lone append hands over to nobody. While a group is being written, a second one
/// starts when it is no smaller: many small groups would pay for many commits.
/// </summary>
/// <param name="connections">Each is written to by one group at a time.</param>
/// <param name="statement">What writes.</param>
/// <param name="appended">Called after each group.</param>
internal sealed class GroupCommit(IReadOnlyCollection<NpgsqlDataSource> connections, AppendStatement statement, Action appended) : IAsyncDisposable
{
    private const int MaxUnits = 128;
    private const int Attempts = 5;

    private sealed record Waiting(PreparedUnit Unit)
    {
        internal TaskCompletionSource<AppendResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private readonly record struct Verdict(AppendResult? Result, Exception? Lost = null);

    private readonly Lock _lock = new();
    private readonly LinkedList<Waiting> _queue = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    // The one used last is taken first: a lone writer finds its server process warm, which a common pool would hand out in turn.
    private readonly Stack<NpgsqlDataSource> _free = new(connections);
    private int _unitsUnderWay;
    private bool _closed;

    internal int Queued
    {
        get
        {
            lock (_lock)
            {
                return _queue.Count;
            }
        }
    }

    private bool AllFree => _free.Count == connections.Count;

    // What stays back is taken by whoever is writing now.
    private bool IsWorthWriting => _queue.Count >= _unitsUnderWay;

    /// <summary>Once queued it is written whatever its caller does: a cancelled request must not leave an outcome nobody saw.</summary>
    internal async Task<AppendResult> AppendAsync(PreparedUnit unit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var waiting = new Waiting(unit);
        NpgsqlDataSource? connection = null;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(EventStore));
            _queue.AddLast(waiting);
            if (IsWorthWriting)
            {
                _free.TryPop(out connection);
            }
        }

        if (connection is not null)
        {
            await WriteNextAsync(connection, written: 0);
        }

        return await waiting.Answer.Task;
    }

    /// <summary>Waits until all that was queued has its answer.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _closed = true;
            if (AllFree)
            {
                _idle.TrySetResult();
            }
        }

        await _idle.Task;
    }

    /// <summary>Writes one group for its caller's sake; more of them are nobody's own and go on in the background.</summary>
    private async Task WriteNextAsync(NpgsqlDataSource connection, int written)
    {
        if (Take(connection, written) is not { } group)
        {
            return;
        }

        await WriteAsync(connection, group);
        bool more;
        lock (_lock)
        {
            more = _queue.Count > 0;
        }

        if (more)
        {
            _ = Task.Run(() => WriteAllAsync(connection, group.Count));
        }
        else
        {
            await WriteNextAsync(connection, group.Count);
        }
    }

    private async Task WriteAllAsync(NpgsqlDataSource connection, int written)
    {
        while (Take(connection, written) is { } group)
        {
            await WriteAsync(connection, group);
            written = group.Count;
        }
    }

    /// <summary>Takes what waits, in order, leaving units that share a stream, command or message with the group.</summary>
    /// <returns>Null ends the writing and frees the connection.</returns>
    private List<Waiting>? Take(NpgsqlDataSource connection, int written)
    {
        lock (_lock)
        {
            _unitsUnderWay -= written;
            if (_queue.Count == 0 || !IsWorthWriting)
            {
                _free.Push(connection);
                if (_closed && AllFree)
                {
                    _idle.TrySetResult();
                }

                return null;
            }

            var group = new List<Waiting>(Math.Min(_queue.Count, MaxUnits));
            var taken = new HashSet<Guid>();
            for (var node = _queue.First; node is not null && group.Count < MaxUnits;)
            {
                var (candidate, next) = (node.Value, node.Next);
                if (!candidate.Unit.Keys.Exists(taken.Contains))
                {
                    group.Add(candidate);
                    _queue.Remove(node);
                }

                if (_queue.Count > 0)
                {
                    // What stays back keeps its keys too: nothing of its stream may overtake it.
                    taken.UnionWith(candidate.Unit.Keys);
                }

                node = next;
            }

            _unitsUnderWay += group.Count;
            return group;
        }
    }

    private async Task WriteAsync(NpgsqlDataSource connection, List<Waiting> group)
    {
        try
        {
            var verdicts = await ExecuteAsync(connection, [.. group.Select(w => w.Unit)]);
            appended();
            for (var i = 0; i < verdicts.Length; i++)
            {
                Answer(group[i], verdicts[i]);
            }
        }
        catch (PostgresException) when (group.Count > 1)
        {
            // One unit spoiled the group and all of it was rolled back: alone, each gets its own verdict.
            foreach (var waiting in group)
            {
                await WriteAsync(connection, [waiting]);
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

    private async Task<Verdict[]> ExecuteAsync(NpgsqlDataSource source, PreparedUnit[] units)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var connection = await source.OpenConnectionAsync();
            var backend = connection.ProcessID;
            try
            {
                var results = await statement.ExecuteAsync(connection, units, CancellationToken.None);
                return [.. results.Select(r => new Verdict(r))];
            }
            catch (Exception e) when (StoreConnections.OutcomeUnknown(e))
            {
                var found = await CommitLookup.FindAsync(source, units, backend);
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
