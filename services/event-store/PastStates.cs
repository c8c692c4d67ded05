using Npgsql;

namespace Mediation.EventStore;

/// <summary>States as they were at some event, folded from the streams. Each stream is read once and kept: make one for a page. Not thread-safe.</summary>
/// <param name="store">The store to read.</param>
public sealed class PastStates(EventStore store)
{
    private readonly Dictionary<Guid, Past> _streams = [];

    /// <summary>States as the event's transaction left them: what one command wrote was never seen in parts.</summary>
    /// <param name="recorded">The event.</param>
    public IStates At(RecordedEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        return new Moment(this, recorded.TransactionId);
    }

    /// <summary>Reads streams ahead, many at once.</summary>
    /// <param name="ids">Those not read yet are.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task ReadAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        Guid[] wanted = [.. ids.Where(id => !_streams.ContainsKey(id)).Distinct()];
        if (wanted.Length == 0)
        {
            return;
        }

        var types = await TypesAsync(wanted, cancellation);
        await using var command = store.Database.CreateCommand($"select {EventReader.Columns} from mt_events where stream_id = any($1) order by stream_id, version");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = wanted });
        var events = (await EventReader.ReadAsync(command, store.Options, cancellation)).ToLookup(e => e.StreamId);
        foreach (var id in wanted)
        {
            _streams.Add(id, new Past(types.GetValueOrDefault(id), [.. events[id]]));
        }
    }

    private async Task<Dictionary<Guid, string>> TypesAsync(Guid[] ids, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand("select id, type from mt_streams where id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = ids });
        var types = new Dictionary<Guid, string>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            types.Add(reader.GetGuid(0), reader.GetString(1));
        }

        return types;
    }

    private Fetched<TState>? Fold<TState>(Guid id, ulong transaction) where TState : class, IAggregate<TState>
    {
        var past = _streams[id];
        if (past.Type != store.Options.AggregateOf(typeof(TState)).Alias)
        {
            return null;
        }

        // By version: a transaction with a lower number may have written after one with a higher.
        var version = past.Events.Where(e => e.TransactionId <= transaction).Select(e => e.Version).DefaultIfEmpty().Max();
        var events = past.Events.TakeWhile(e => e.Version <= version).ToList();
        return events.Count == 0 ? null
            : new Fetched<TState>(id, events.Aggregate(TState.Initial, (state, e) => state.Evolve(e.Data)), version) { RecordedAt = events[^1].Timestamp };
    }

    private sealed record Past(string? Type, IReadOnlyList<RecordedEvent> Events);

    private sealed class Moment(PastStates past, ulong transaction) : IStates
    {
        public async Task<IReadOnlyList<Fetched<TState>>> LoadManyAsync<TState>(IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default)
            where TState : class, IAggregate<TState>
        {
            await past.ReadAsync(ids, cancellation);
            return [.. ids.Select(id => past.Fold<TState>(id, transaction)).OfType<Fetched<TState>>()];
        }
    }
}
