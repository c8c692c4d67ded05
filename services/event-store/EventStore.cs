using System.Text.Json;
using Npgsql;

namespace Mediation.EventStore;

/// <summary>Event streams with inline snapshots on PostgreSQL, in Marten's table layout. One per service and database; thread-safe.</summary>
public sealed class EventStore : IStates, IAsyncDisposable
{
    private readonly TimeProvider _clock;
    private readonly NpgsqlDataSource[] _writers;
    private readonly GroupCommit _groups;
    private readonly Dictionary<Type, string> _fetchSql;

    /// <summary>Opens no connection yet.</summary>
    /// <param name="options">What the service stores.</param>
    /// <param name="clock">Source of event ids' time.</param>
    public EventStore(EventStoreOptions options, TimeProvider clock)
    {
        Options = options;
        _clock = clock;
        Database = StoreConnections.Create(options.ConnectionString);
        // The writers run one statement only: planned once for groups of any size, not by how full the tables were then, and reading by index
        // order, in which they lock. A second connection only looks a lost commit up, where the first may still hang.
        _writers = [.. Enumerable.Range(0, options.Writers).Select(_ => StoreConnections.Create(options.ConnectionString, settings =>
        {
            settings.MaxPoolSize = 2;
            settings.Options += " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c enable_nestloop=off";
        }))];
        Statement = new AppendStatement(options);
        _groups = new GroupCommit(_writers, Statement, Wake.Set);
        _fetchSql = options.Aggregates.ToDictionary(a => a.Initial.GetType(), FetchSql);
    }

    /// <summary>Pooled connections for a service's own queries and transactions. No session state outside a transaction.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>Appends waiting for a writer now.</summary>
    public int QueuedAppends => _groups.Queued;

    internal EventStoreOptions Options { get; }

    internal WakeUp Wake { get; } = new();

    internal AppendStatement Statement { get; }

    /// <summary>Reads on behalf of a caller, who sees a part of the rows only.</summary>
    /// <param name="scope">What the caller may see.</param>
    public StoreReader ReadAs(RowScope scope) => new(this, scope);

    /// <summary>Creates or completes the tables. Idempotent, safe to run from several instances at once.</summary>
    public Task MigrateAsync(CancellationToken cancellation = default) => Migration.RunAsync(Options, cancellation);

    /// <summary>Loads a stream's state through its snapshot: one query, whatever the length of the stream.</summary>
    public async Task<Fetched<TState>> FetchForWritingAsync<TState>(Guid id, CancellationToken cancellation = default)
        where TState : class, IAggregate<TState> => (await FetchForWritingAsync<TState>(id, Guid.Empty, cancellation)).Fetched;

    /// <summary>The same, and in the same query the answer of an earlier command under this id.</summary>
    /// <returns>Earlier is null when the command is new.</returns>
    /// <exception cref="UnreadableEventException">The snapshot's format is old and its stream cannot be read.</exception>
    public async Task<(Fetched<TState> Fetched, StoredAnswer? Earlier)> FetchForWritingAsync<TState>(
        Guid id, Guid commandId, CancellationToken cancellation = default) where TState : class, IAggregate<TState>
    {
        await using var command = Database.CreateCommand(_fetchSql[typeof(TState)]);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = commandId });
        return await ReadFetchedAsync<TState>(command, id, cancellation);
    }

    internal async Task<(Fetched<TState> Fetched, StoredAnswer? Earlier)> ReadFetchedAsync<TState>(
        NpgsqlCommand command, Guid id, CancellationToken cancellation) where TState : class, IAggregate<TState>
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadFetchedAsync<TState>(reader, id, cancellation);
    }

    internal async Task<(Fetched<TState> Fetched, StoredAnswer? Earlier)> ReadFetchedAsync<TState>(
        NpgsqlDataReader reader, Guid id, CancellationToken cancellation) where TState : class, IAggregate<TState>
    {
        var aggregate = Options.AggregateOf(typeof(TState));
        await reader.ReadAsync(cancellation);
        var earlier = reader.IsDBNull(3) ? null : new StoredAnswer(reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4));
        if (reader.IsDBNull(0))
        {
            return (new Fetched<TState>(id, TState.Initial, 0), earlier);
        }

        var version = reader.GetInt64(0);
        if (!reader.IsDBNull(1) && reader.GetInt32(1) == aggregate.Format)
        {
            var state = (TState?)JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(2), aggregate.Json.Value);
            return (new Fetched<TState>(id, state ?? TState.Initial, version), earlier);
        }

        await reader.DisposeAsync();
        return (await RebuildAsync<TState>(id, cancellation), earlier);
    }

    /// <summary>The state folded from the stream itself; what a snapshot must equal.</summary>
    public async Task<Fetched<TState>> RebuildAsync<TState>(Guid id, CancellationToken cancellation = default)
        where TState : class, IAggregate<TState>
    {
        var events = await FetchStreamAsync(id, cancellation);
        return new Fetched<TState>(id, events.Aggregate(TState.Initial, (state, e) => state.Evolve(e.Data)), events.Count)
        {
            RecordedAt = events.Count == 0 ? null : events[^1].Timestamp,
        };
    }

    /// <inheritdoc/>
    /// <remarks>Through the snapshots, as they are now; those of an older format are folded anew.</remarks>
    public Task<IReadOnlyList<Fetched<TState>>> LoadManyAsync<TState>(IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default)
        where TState : class, IAggregate<TState> => SnapshotQueries.LoadAsync<TState>(this, ids, cancellation);

    /// <summary>All events of a stream in order; empty when it does not exist.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> FetchStreamAsync(Guid id, CancellationToken cancellation = default)
    {
        await using var command = Database.CreateCommand($"select {EventReader.Columns} from mt_events where stream_id = $1 order by version");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return await EventReader.ReadAsync(command, Options, cancellation);
    }

    /// <summary>Appends a unit together with whatever else is waiting. Returns when it is durable.</summary>
    /// <exception cref="CommitOutcomeUnknownException">See there.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached (nothing was written) or refused the statement.</exception>
    public Task<AppendResult> AppendAsync(AppendUnit unit, CancellationToken cancellation = default) =>
        _groups.AppendAsync(PreparedUnit.From(unit, Options, _clock.GetUtcNow()), cancellation);

    /// <summary>Runs work that needs more than one append (a counter, a locked choice) in one transaction of its own, read committed.</summary>
    /// <param name="work">Gets the transaction; runs again from the start when PostgreSQL certainly rolled it back. It must write nothing elsewhere.</param>
    /// <param name="cancellation">Stops before the commit.</param>
    public async Task<TResult> InTransactionAsync<TResult>(Func<StoreTransaction, Task<TResult>> work, CancellationToken cancellation = default)
    {
        var result = await StoreTransaction.RunAsync(this, work, cancellation);
        Wake.Set();
        return result;
    }

    internal PreparedUnit Prepare(AppendUnit unit) => PreparedUnit.From(unit, Options, _clock.GetUtcNow());

    internal string FetchSqlOf(Type state) => _fetchSql[state];

    /// <summary>Compares every stream of every registered aggregate with its row and its snapshot. Reads everything: for tests and maintenance.</summary>
    /// <returns>One line per stream that differs; empty when all is well.</returns>
    public Task<IReadOnlyList<string>> AuditAsync(CancellationToken cancellation = default) => StoreAudit.FindAsync(this, cancellation);

    /// <summary>Waits for queued appends, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _groups.DisposeAsync();
        foreach (var writer in _writers)
        {
            await writer.DisposeAsync();
        }

        await Database.DisposeAsync();
    }

    // The stream row decides whether the stream exists; the snapshot row carries the version it was taken at.
    private static string FetchSql(AggregateType aggregate) =>
        $"""
        select coalesce(d.mt_version, s.version), d.format, d.data, c.id, c.answer
          from (select $1::uuid as id) as wanted
          left join mt_streams s on s.id = wanted.id and s.type = '{aggregate.Alias}'
          left join mt_doc_{aggregate.Alias} d on d.id = wanted.id
          left join mt_commands c on c.id = $2
        """;
}
