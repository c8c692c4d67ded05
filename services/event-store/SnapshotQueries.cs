using System.Text.Json;
using Npgsql;

namespace Mediation.EventStore;

/// <summary>Reads of many streams through their snapshots, for lists and for facts.</summary>
public static class SnapshotQueries
{
    internal static async Task<IReadOnlyList<Fetched<TState>>> LoadAsync<TState>(
        EventStore store, IReadOnlyCollection<Guid> ids, CancellationToken cancellation) where TState : class, IAggregate<TState>
    {
        var aggregate = store.Options.AggregateOf(typeof(TState));
        List<Fetched<TState>> found = [.. await store.QueryAsync<TState>($"id = any($1) and format = {aggregate.Format}", [Ids(ids)], cancellation)];
        foreach (var id in found.Count < ids.Count ? await StaleAsync(store, aggregate, ids, cancellation) : [])
        {
            found.Add(await store.RebuildAsync<TState>(id, cancellation));
        }

        return found;
    }

    /// <summary>States whose snapshot rows satisfy a condition over <c>id</c>, <c>data</c> and <c>mt_version</c>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="condition">SQL after <c>where</c> (may end in order by and limit), with $1 … for the parameters. Never built from input.</param>
    /// <param name="parameters">Values.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <remarks>A service that changes a state's format migrates its snapshots before it queries them.</remarks>
    public static async Task<IReadOnlyList<Fetched<TState>>> QueryAsync<TState>(
        this EventStore store, string condition, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancellation = default)
        where TState : class, IAggregate<TState>
    {
        var aggregate = store.Options.AggregateOf(typeof(TState));
        await using var command = store.Database.CreateCommand($"select id, data, mt_version, mt_last_modified from mt_doc_{aggregate.Alias} where {condition}");
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadAsync<TState>(reader, aggregate, cancellation);
    }

    private static async Task<List<Guid>> StaleAsync(EventStore store, AggregateType aggregate, IReadOnlyCollection<Guid> ids, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand($"select id from mt_doc_{aggregate.Alias} where id = any($1) and format <> {aggregate.Format}");
        command.Parameters.Add(Ids(ids));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var stale = new List<Guid>();
        while (await reader.ReadAsync(cancellation))
        {
            stale.Add(reader.GetGuid(0));
        }

        return stale;
    }

    private static NpgsqlParameter<Guid[]> Ids(IReadOnlyCollection<Guid> ids) => new() { TypedValue = [.. ids] };

    internal static async Task<IReadOnlyList<Fetched<TState>>> ReadAsync<TState>(
        NpgsqlDataReader reader, AggregateType aggregate, CancellationToken cancellation) where TState : class, IAggregate<TState>
    {
        var found = new List<Fetched<TState>>();
        while (await reader.ReadAsync(cancellation))
        {
            var state = (TState?)JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), aggregate.Json);
            found.Add(new Fetched<TState>(reader.GetGuid(0), state ?? TState.Initial, reader.GetInt64(2)) { RecordedAt = reader.GetFieldValue<DateTimeOffset>(3) });
        }

        return found;
    }
}
