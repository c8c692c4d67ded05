using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Npgsql;

namespace Mediation.EventStore;

/// <summary>What a service stores: its aggregates, its event types with their aliases, its own tables.</summary>
/// <remarks>Filled once at start; read-only and thread-safe afterwards.</remarks>
public sealed class EventStoreOptions
{
    private readonly Dictionary<Type, EventType> _byType = [];
    private readonly Dictionary<string, EventType> _byAlias = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, AggregateType> _aggregates = [];
    private readonly List<Func<NpgsqlConnection, CancellationToken, Task>> _steps = [];

    /// <summary>Npgsql connection string with a database. Time-outs and auto-prepare are added by the store where it does not set them.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Connects as the owner of the tables, for migration; the role <c>x_owner</c> of the application's <c>x</c>. The same as <see cref="ConnectionString"/> when not set.</summary>
    public string? OwnerConnectionString { get; init; }

    /// <summary>How many connections append groups, one group at a time each. Two keep one group in the making while another commits.</summary>
    public int Writers { get; init; } = 2;

    internal IReadOnlyCollection<AggregateType> Aggregates => _aggregates.Values;

    internal IReadOnlyCollection<EventType> EventTypes => _byAlias.Values;

    internal IReadOnlyList<Func<NpgsqlConnection, CancellationToken, Task>> Steps => _steps;

    internal ScopeRules Scopes { get; } = new();

    /// <summary>Registers an aggregate whose snapshot lives in <c>mt_doc_&lt;alias&gt;</c>.</summary>
    /// <param name="alias">Stream type and table suffix, snake_case.</param>
    /// <param name="context">Source-generated context with the state; asked when the first state is read or written.</param>
    /// <param name="format">Raise it when the state's shape changes: snapshots of another format are rebuilt from their streams.</param>
    public EventStoreOptions Aggregate<TState>(string alias, JsonSerializerContext context, int format = 1) where TState : class, IAggregate<TState>
    {
        _aggregates.Add(
            typeof(TState), new AggregateType(alias, JsonOf(context, typeof(TState)), format, TState.Initial, (state, e) => ((TState)state).Evolve(e)));
        return this;
    }

    /// <summary>Callers see an aggregate's rows by their owner and area. Without a rule they see none (see <see cref="RowScope"/>).</summary>
    /// <param name="unit">Column of <c>mt_doc_&lt;alias&gt;</c> with the owner, uuid; null as long as nobody has taken it.</param>
    /// <param name="area">Column with the area code, text in collation C.</param>
    /// <param name="mayBeUntaken">Whether there are rows that no unit has taken yet.</param>
    public EventStoreOptions Scoped<TState>(string unit, string area, bool mayBeUntaken = false) where TState : class, IAggregate<TState>
    {
        Scopes.Own(AggregateOf(typeof(TState)).Alias, new ScopeColumns(unit, area, mayBeUntaken));
        return this;
    }

    /// <summary>Callers see an aggregate's rows by area alone: nobody owns them.</summary>
    /// <param name="area">Column of <c>mt_doc_&lt;alias&gt;</c> with the area code, text in collation C.</param>
    public EventStoreOptions ScopedByArea<TState>(string area) where TState : class, IAggregate<TState>
    {
        Scopes.Own(AggregateOf(typeof(TState)).Alias, new ScopeColumns(null, area, MayBeUntaken: false));
        return this;
    }

    /// <summary>Callers see an aggregate's rows if they see the one it belongs to.</summary>
    /// <param name="column">Column of <c>mt_doc_&lt;alias&gt;</c> with the id of the <typeparamref name="TParent"/>.</param>
    /// <param name="sharing">Column of units, text[], whose callers see the row as well; null when there is none.</param>
    public EventStoreOptions ScopedBy<TState, TParent>(string column, string? sharing = null)
        where TState : class, IAggregate<TState>
        where TParent : class, IAggregate<TParent>
    {
        Scopes.Belonging(AggregateOf(typeof(TState)).Alias, AggregateOf(typeof(TParent)).Alias, column, sharing);
        return this;
    }

    /// <summary>Callers see rows of a table of the service's own by area. Only the second wall: queries say so themselves.</summary>
    /// <param name="table">Made by a script.</param>
    /// <param name="area">Column with the area code.</param>
    public EventStoreOptions ScopedTable(string table, string area)
    {
        Scopes.Policies.Add(table, ScopeColumns.AreaPolicy(area));
        return this;
    }

    /// <summary>Callers see rows of a table of the service's own whose other row they see. Only the second wall.</summary>
    /// <param name="table">Made by a script.</param>
    /// <param name="column">Its column with the other row's id.</param>
    /// <param name="other">The other row's table, with a rule of its own.</param>
    public EventStoreOptions ScopedTableBy(string table, string column, string other)
    {
        Scopes.Policies.Add(table, $"exists (select from {other} where id = {table}.{column})");
        return this;
    }

    /// <summary>The application's role may add rows to a table of the service's own, and never change or remove one.</summary>
    /// <param name="table">Made by a script.</param>
    public EventStoreOptions AppendOnlyTable(string table)
    {
        Scopes.AppendOnly.Add(table);
        return this;
    }

    /// <summary>
    /// Registers event types of one source-generated context, which is asked for each when the first is read or written; the alias is the type's
    /// name in snake_case.
    /// </summary>
    public EventStoreOptions Events(JsonSerializerContext context, params ReadOnlySpan<Type> types)
    {
        foreach (var type in types)
        {
            var alias = JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name);
            var registered = new EventType(alias, $"{type.FullName}, {type.Assembly.GetName().Name}", JsonOf(context, type), null);
            _byType.Add(type, registered);
            _byAlias.Add(alias, registered);
        }

        return this;
    }

    /// <summary>Reads an old alias (or an old shape of a renamed event) as its successor.</summary>
    /// <param name="alias">The alias as stored.</param>
    /// <param name="context">Source-generated context with the old shape.</param>
    /// <param name="upcast">From the old shape to a registered event. Pure.</param>
    public EventStoreOptions Upcast<TOld>(string alias, JsonSerializerContext context, Func<TOld, object> upcast) where TOld : class
    {
        _byAlias[alias] = new EventType(alias, string.Empty, JsonOf(context, typeof(TOld)), old => upcast((TOld)old));
        return this;
    }

    /// <summary>Adds a service's own idempotent DDL (tables, indexes on snapshots), run after the store's at migration.</summary>
    public EventStoreOptions Script(string sql) => Step((connection, cancellation) => Migration.ExecuteAsync(connection, sql, cancellation));

    /// <summary>Adds what is better said in C#, in its turn among the scripts and in the migration's transaction. Idempotent.</summary>
    /// <param name="run">On a connection of the tables' owner.</param>
    public EventStoreOptions Step(Func<NpgsqlConnection, CancellationToken, Task> run)
    {
        _steps.Add(run);
        return this;
    }

    internal AggregateType AggregateOf(Type state) =>
        _aggregates.TryGetValue(state, out var found) ? found : throw new InvalidOperationException($"Aggregate {state.Name} is not registered.");

    internal EventType EventOf(Type type) =>
        _byType.TryGetValue(type, out var found) ? found : throw new InvalidOperationException($"Event {type.Name} is not registered.");

    /// <returns>The event, and its alias: one string for all events of a type, which live as long as a page does.</returns>
    internal (string Alias, object Data) Read(long sequence, string alias, ReadOnlySpan<byte> data)
    {
        if (!_byAlias.TryGetValue(alias, out var type))
        {
            throw new UnreadableEventException($"Event {sequence} cannot be read: no event type has the alias '{alias}'.");
        }

        try
        {
            var value = JsonSerializer.Deserialize(data, type.Json.Value) ?? throw new JsonException("null");
            return (type.Alias, type.Upcast?.Invoke(value) ?? value);
        }
        catch (Exception e)
        {
            // Whatever went wrong, in the JSON, a constructor or an upcaster: reading it again will not help. No value of it goes to the log.
            throw new UnreadableEventException($"Event {sequence} ('{alias}') cannot be read: {(e as JsonException)?.Path ?? e.GetType().Name}", e);
        }
    }

    // Made when it is first asked for: of a hundred registered types most processes write few, and none is waited for at start.
    private static Lazy<JsonTypeInfo> JsonOf(JsonSerializerContext context, Type type) =>
        new(() => context.GetTypeInfo(type) ?? throw new InvalidOperationException($"{type} is not in {context.GetType().Name}."));
}

internal sealed record EventType(string Alias, string DotNetType, Lazy<JsonTypeInfo> Json, Func<object, object>? Upcast);

internal sealed record AggregateType(string Alias, Lazy<JsonTypeInfo> Json, int Format, object Initial, Func<object, object, object> Evolve);
