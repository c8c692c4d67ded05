using System.Text.Json;
using Npgsql;

namespace Mediation.EventStore;

internal static class EventReader
{
    internal const string Columns = "seq_id, transaction_id, id, stream_id, version, type, data, timestamp, headers";

    internal static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(NpgsqlCommand command, EventStoreOptions options, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadAsync(reader, options, cancellation);
    }

    internal static async Task<IReadOnlyList<RecordedEvent>> ReadAsync(NpgsqlDataReader reader, EventStoreOptions options, CancellationToken cancellation)
    {
        var (events, unreadable) = await ReadAsFarAsPossibleAsync(reader, options, cancellation);
        return unreadable is null ? events : throw unreadable;
    }

    /// <returns>The events up to the first that cannot be read, and why that one cannot.</returns>
    internal static async Task<(List<RecordedEvent> Events, UnreadableEventException? Unreadable)> ReadAsFarAsPossibleAsync(
        NpgsqlCommand command, EventStoreOptions options, CancellationToken cancellation)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await ReadAsFarAsPossibleAsync(reader, options, cancellation);
    }

    private static async Task<(List<RecordedEvent> Events, UnreadableEventException? Unreadable)> ReadAsFarAsPossibleAsync(
        NpgsqlDataReader reader, EventStoreOptions options, CancellationToken cancellation)
    {
        var events = new List<RecordedEvent>();
        try
        {
            while (await reader.ReadAsync(cancellation))
            {
                events.Add(Read(reader, options));
            }
        }
        catch (UnreadableEventException e)
        {
            return (events, e);
        }

        return (events, null);
    }

    private static RecordedEvent Read(NpgsqlDataReader reader, EventStoreOptions options)
    {
        var sequence = reader.GetInt64(0);
        var transaction = reader.GetFieldValue<ulong>(1);
        var (id, stream, version) = (reader.GetGuid(2), reader.GetGuid(3), reader.GetInt64(4));
        var (type, data) = options.Read(sequence, reader.GetString(5), reader.GetFieldValue<byte[]>(6));
        return new RecordedEvent(
            sequence, transaction, id, stream, version, type, data, reader.GetFieldValue<DateTimeOffset>(7), ReadHeaders(reader));
    }

    private static EventHeaders ReadHeaders(NpgsqlDataReader reader) => reader.IsDBNull(8)
        ? EventHeaders.None
        : JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(8), HeadersJson.Default.EventHeaders) ?? EventHeaders.None;
}
