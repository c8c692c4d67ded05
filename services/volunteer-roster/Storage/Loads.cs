using Npgsql;

namespace Mediation.Roster.Storage;

/// <summary>How many cases mediators are reserved for now.</summary>
internal static class Loads
{
    internal static async Task<IReadOnlyDictionary<Guid, int>> OfAsync(
        EventStore.EventStore store, IReadOnlyCollection<Guid> mediators, CancellationToken cancellation)
    {
        await using var command = store.Database.CreateCommand(
            """
            select (data->>'mediatorId')::uuid, count(*)::int from mt_doc_assignment
             where data->>'open' = 'true' and data->>'mediatorId' = any($1) group by 1
            """);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. mediators.Select(id => id.ToString())] });
        var loads = new Dictionary<Guid, int>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            loads.Add(reader.GetGuid(0), reader.GetInt32(1));
        }

        return loads;
    }
}
