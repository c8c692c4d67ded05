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
        await using var command = store.Database.CreateCommand(
            $"select id, data, mt_version, mt_last_modified, format from mt_doc_{aggregate.Alias} where id = {SqlParameters.AnyOf("$1", "uuid")}");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        var (found, stale) = (new List<Fetched<TState>>(ids.Count), new List<Guid>());
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                if (reader.GetInt32(4) == aggregate.Format)
                {
                    found.Add(Read<TState>(reader, aggregate));
                }
                else
                {
                    stale.Add(reader.GetGuid(0));
                }
            }
        }

        foreach (var id in stale)
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

    internal static async Task<IReadOnlyList<Fetched<TState>>> ReadAsync<TState>(
        NpgsqlDataReader reader, AggregateType aggregate, CancellationToken cancellation) where TState : class, IAggregate<TState>
    {
        var found = new List<Fetched<TState>>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(Read<TState>(reader, aggregate));
        }

        return found;
    }

    private static Fetched<TState> Read<TState>(NpgsqlDataReader reader, AggregateType aggregate) where TState : class, IAggregate<TState>
    {
        var state = (TState?)JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(1), aggregate.Json.Value);
        return new Fetched<TState>(reader.GetGuid(0), state ?? TState.Initial, reader.GetInt64(2)) { RecordedAt = reader.GetFieldValue<DateTimeOffset>(3) };
    }
}
