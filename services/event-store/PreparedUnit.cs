using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mediation.EventStore;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EventHeaders))]
internal sealed partial class HeadersJson : JsonSerializerContext;

/// <summary>A unit as bytes, serialized by its caller so that the writers only copy.</summary>
internal sealed class PreparedUnit
{
    internal readonly record struct Stream(Guid Id, string Alias, long Expected, long Version, int Format, byte[]? Snapshot);

    internal readonly record struct Event(int Stream, Guid Id, long Version, EventType Type, byte[] Data);

    internal required Guid? CommandId { get; init; }

    internal required InboxKey? Inbox { get; init; }

    internal required byte[]? Answer { get; init; }

    internal required byte[]? Headers { get; init; }

    internal required Stream[] Streams { get; init; }

    internal required Event[] Events { get; init; }

    internal required SealedText[] Sealed { get; init; }

    internal required FirstKey? Key { get; init; }

    /// <summary>What no two units of a group may share.</summary>
    internal List<Guid> Keys { get; } = [];

    internal static PreparedUnit From(AppendUnit unit, EventStoreOptions options, DateTimeOffset now)
    {
        var streams = new Stream[unit.Streams.Count];
        var events = new List<Event>();
        for (var i = 0; i < streams.Length; i++)
        {
            var change = unit.Streams[i];
            var aggregate = options.AggregateOf(change.StateType);
            var snapshot = change.NewState is null ? null : JsonSerializer.SerializeToUtf8Bytes(change.NewState, aggregate.Json.Value);
            streams[i] = new Stream(change.Id, aggregate.Alias, change.ExpectedVersion, change.NewVersion, aggregate.Format, snapshot);
            for (var n = 0; n < change.Events.Count; n++)
            {
                var type = options.EventOf(change.Events[n].GetType());
                var data = JsonSerializer.SerializeToUtf8Bytes(change.Events[n], type.Json.Value);
                events.Add(new Event(i, Guid.CreateVersion7(now), change.ExpectedVersion + n + 1, type, data));
            }
        }

        var prepared = new PreparedUnit
        {
            CommandId = unit.CommandId,
            Inbox = unit.Inbox,
            Answer = unit.Answer,
            Headers = unit.Headers == EventHeaders.None ? null : JsonSerializer.SerializeToUtf8Bytes(unit.Headers, HeadersJson.Default.EventHeaders),
            Key = unit.Key,
            Streams = streams,
            Events = [.. events],
            // Written again under the same key the last text counts; one statement may not write a row twice.
            Sealed = [.. Enumerable.Reverse(unit.Sealed).DistinctBy(s => (s.SubjectId, s.ItemId, s.Field))],
        };
        prepared.Keys.AddRange(streams.Select(s => s.Id));
        if (unit.CommandId is { } command)
        {
            prepared.Keys.Add(command);
        }

        if (unit.Key is { } key)
        {
            prepared.Keys.Add(key.SubjectId);
        }

        if (unit.Inbox is { } inbox)
        {
            prepared.Keys.Add(inbox.MessageId);
        }

        return prepared;
    }
}
