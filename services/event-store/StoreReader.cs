using Npgsql;

namespace Mediation.EventStore;

/// <summary>
/// Reads on behalf of a caller: every query carries the caller's scope, and runs as a role that PostgreSQL shows nothing else. Made for
/// one request; thread-safe.
/// </summary>
public sealed class StoreReader
{
    // Holds until the end of the transaction; a batch is one. The settings are in one statement, so one round trip more or less is none.
    private const string EnterSql = "select set_config('role', session_user || '_reader', true)";

    private readonly EventStore _store;
    private readonly RowScope _scope;

    internal StoreReader(EventStore store, RowScope scope) => (_store, _scope) = (store, scope);

    /// <summary>As <see cref="EventStore.FetchForWritingAsync{TState}(Guid, CancellationToken)"/>; what the caller may not see does not exist.</summary>
    public async Task<Fetched<TState>> FetchForWritingAsync<TState>(Guid id, CancellationToken cancellation = default)
        where TState : class, IAggregate<TState> => (await FetchForWritingAsync<TState>(id, Guid.Empty, cancellation)).Fetched;

    /// <summary>The same, and in the same query the answer of an earlier command under this id.</summary>
    public Task<(Fetched<TState> Fetched, StoredAnswer? Earlier)> FetchForWritingAsync<TState>(
        Guid id, Guid commandId, CancellationToken cancellation = default) where TState : class, IAggregate<TState>
    {
        List<NpgsqlParameter> parameters = [new NpgsqlParameter<Guid> { TypedValue = id }, new NpgsqlParameter<Guid> { TypedValue = commandId }];
        var alias = _store.Options.AggregateOf(typeof(TState)).Alias;
        var sql = $"""
            select d.mt_version, d.format, d.data, c.id, c.answer
              from (select $1::uuid as id) as wanted
              left join mt_doc_{alias} d on d.id = wanted.id and {Visible(alias, parameters, "d")}
              left join mt_commands c on c.id = $2
            """;
        return ReadAsync(sql, parameters, reader => _store.ReadFetchedAsync<TState>(reader, id, cancellation), cancellation);
    }

    /// <summary>As <see cref="EventStore.FetchStreamAsync"/>, of a stream that the caller may see; otherwise empty.</summary>
    public Task<IReadOnlyList<RecordedEvent>> FetchStreamAsync<TState>(Guid id, CancellationToken cancellation = default)
        where TState : class, IAggregate<TState> => FetchStreamAsync<TState>(id, _ => "true", cancellation);

    /// <summary>Those events of such a stream that satisfy a condition, in order.</summary>
    /// <param name="id">The stream.</param>
    /// <param name="condition">Builds SQL over <c>mt_events</c>, where $1 is the stream; adds its parameters to the list and names them by its length.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<IReadOnlyList<RecordedEvent>> FetchStreamAsync<TState>(
        Guid id, Func<List<NpgsqlParameter>, string> condition, CancellationToken cancellation = default) where TState : class, IAggregate<TState>
    {
        ArgumentNullException.ThrowIfNull(condition);
        List<NpgsqlParameter> parameters = [new NpgsqlParameter<Guid> { TypedValue = id }];
        var alias = _store.Options.AggregateOf(typeof(TState)).Alias;
        var sql = $"""
            select {EventReader.Columns} from mt_events
             where stream_id = $1 and exists (select from mt_doc_{alias} d where d.id = $1 and {Visible(alias, parameters, "d")})
               and ({condition(parameters)})
             order by version
            """;
        return ReadOfAsync(id, sql, parameters, reader => EventReader.ReadAsync(reader, _store.Options, cancellation), cancellation);
    }

    /// <summary>States that the caller may see and whose snapshot rows satisfy a condition.</summary>
    /// <param name="condition">Builds SQL after <c>where</c> (may end in order by and limit); adds its parameters to the list and names them by its length.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<IReadOnlyList<Fetched<TState>>> QueryAsync<TState>(Func<List<NpgsqlParameter>, string> condition, CancellationToken cancellation = default)
        where TState : class, IAggregate<TState>
    {
        ArgumentNullException.ThrowIfNull(condition);
        var aggregate = _store.Options.AggregateOf(typeof(TState));
        List<NpgsqlParameter> parameters = [];
        return ReadAsync(QuerySql(aggregate, condition, parameters), parameters, reader => SnapshotQueries.ReadAsync<TState>(reader, aggregate, cancellation), cancellation);
    }

    /// <summary>Any query, behind the second wall: <paramref name="sql"/> itself must say what the caller may see.</summary>
    /// <param name="sql">One statement, with $1 … for the parameters. Never built from input.</param>
    /// <param name="parameters">Values.</param>
    /// <param name="read">Reads the rows.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<TResult> ReadAsync<TResult>(
        string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, Task<TResult>> read, CancellationToken cancellation = default) =>
        ReadAsync(null, sql, parameters, read, cancellation);

    /// <summary>The same, of many rows of one stream: whether the caller sees the stream is found out once, not for each event or text.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="sql">One statement, with $1 … for the parameters. Never built from input.</param>
    /// <param name="parameters">Values.</param>
    /// <param name="read">Reads the rows.</param>
    /// <param name="cancellation">Stops it.</param>
    public Task<TResult> ReadOfAsync<TResult>(
        Guid stream, string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, Task<TResult>> read,
        CancellationToken cancellation = default) => ReadAsync(stream, sql, parameters, read, cancellation);

    private async Task<TResult> ReadAsync<TResult>(
        Guid? stream, string sql, IReadOnlyList<NpgsqlParameter> parameters, Func<NpgsqlDataReader, Task<TResult>> read, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(read);
        await using var batch = _store.Database.CreateBatch();
        if (IsBound)
        {
            batch.BatchCommands.Add(Enter(stream));
        }

        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        if (IsBound)
        {
            await reader.NextResultAsync(cancellation);
        }

        return await read(reader);
    }

    /// <summary>Puts an open transaction behind the second wall until its end.</summary>
    /// <param name="connection">Inside a transaction.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task EnterAsync(NpgsqlConnection connection, CancellationToken cancellation = default)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Enter(null));
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    internal string QuerySql(AggregateType aggregate, Func<List<NpgsqlParameter>, string> condition, List<NpgsqlParameter> parameters) =>
        $"select id, data, mt_version, mt_last_modified from mt_doc_{aggregate.Alias} d where {Visible(aggregate.Alias, parameters, "d")} and {condition(parameters)}";

    private bool IsBound => !ReferenceEquals(_scope, RowScope.Unbound);

    private string Visible(string alias, List<NpgsqlParameter> parameters, string table) =>
        !IsBound ? "true" : _store.Options.Scopes.Condition(alias, _scope, parameters, table);

    // What the caller has none of needs no setting: without it the policy finds none.
    private NpgsqlBatchCommand Enter(Guid? stream)
    {
        var command = new NpgsqlBatchCommand();
        var sql = EnterSql;
        foreach (var (setting, value) in ((string, string?)[])
            [
                (ScopeColumns.UnitsSetting, ArrayOf(_scope.Units)),
                (ScopeColumns.AreasSetting, ArrayOf(_scope.Areas)),
                (ScopeColumns.UntakenSetting, _store.Options.Scopes.MayBeUntaken ? ArrayOf(_scope.UntakenAreas) : null),
                (ScopeColumns.StreamSetting, stream?.ToString()),
            ])
        {
            if (value is not null)
            {
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
                sql += $", set_config('{setting}', ${command.Parameters.Count}, true)";
            }
        }

        command.CommandText = sql;
        return command;
    }

    // Quoted, since the empty prefix must stay an element. Ids and digits need no escape.
    private static string? ArrayOf<T>(IReadOnlyList<T> elements) =>
        elements.Count == 0 ? null : $"{{{string.Join(',', elements.Select(e => $"\"{e}\""))}}}";
}
