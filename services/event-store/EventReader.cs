using System.Text.Json;
using Npgsql;

namespace Mediation.EventStore;

internal static class EventReader
{
    internal const string Columns = "seq_id, transaction_id, id, stream_id, version, type, data, timestamp, headers";

    internal static async Task<List<RecordedEvent>> ReadAsync(NpgsqlCommand command, EventStoreOptions options, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            events.Add(Read(reader, options));
        }

        return events;
    }

    private static RecordedEvent Read(NpgsqlDataReader reader, EventStoreOptions options)
    {
        var alias = reader.GetString(5);
        return new RecordedEvent(
            reader.GetInt64(0),
            reader.GetFieldValue<ulong>(1),
            reader.GetGuid(2),
            reader.GetGuid(3),
            reader.GetInt64(4),
            alias,
            options.Read(alias, reader.GetFieldValue<byte[]>(6)),
            reader.GetFieldValue<DateTimeOffset>(7),
            ReadHeaders(reader));
    }

    private static EventHeaders ReadHeaders(NpgsqlDataReader reader) => reader.IsDBNull(8)
        ? EventHeaders.None
        : JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(8), HeadersJson.Default.EventHeaders) ?? EventHeaders.None;
}
