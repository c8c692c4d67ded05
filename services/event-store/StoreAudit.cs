using System.Text.Json;
using Npgsql;

namespace Mediation.EventStore;

/// <summary>Compares every stream with what is derived from it: its row and its snapshot.</summary>
internal static class StoreAudit
{
    private const string StreamsSql =
        "select s.id, s.version, d.mt_version, d.format, d.data from mt_streams s left join mt_doc_{alias} d on d.id = s.id where s.type = $1";

    private sealed record Kept(Guid Id, long Version, long? SnapshotVersion, int? Format, byte[]? Snapshot);

    internal static async Task<IReadOnlyList<string>> FindAsync(EventStore store, CancellationToken cancellation)
    {
        var findings = new List<string>();
        foreach (var aggregate in store.Options.Aggregates)
        {
            foreach (var kept in await ReadStreamsAsync(store, aggregate, cancellation))
            {
                var events = await store.FetchStreamAsync(kept.Id, cancellation);
                if (Difference(aggregate, kept, events) is { } difference)
                {
                    findings.Add($"{aggregate.Alias} {kept.Id}: {difference}");
                }
            }
        }

        return findings;
    }

    private static string? Difference(AggregateType aggregate, Kept kept, IReadOnlyList<RecordedEvent> events)
    {
        if (kept.Version != events.Count || events.Where((e, i) => e.Version != i + 1).Any())
        {
            return $"the stream row says version {kept.Version}, its events are {string.Join(", ", events.Select(e => e.Version))}";
        }

        if (kept.Snapshot is null || kept.SnapshotVersion != kept.Version)
        {
            return $"the snapshot is at version {kept.SnapshotVersion?.ToString() ?? "none"} of {kept.Version}";
        }

        // A snapshot of another format is rebuilt when it is fetched.
        return kept.Format == aggregate.Format && !IsFold(aggregate, kept.Snapshot, events) ? "the snapshot is not the fold of the stream" : null;
    }

    /// <summary>The state is read back first: what does not survive its own JSON is a difference too.</summary>
    private static bool IsFold(AggregateType aggregate, byte[] snapshot, IReadOnlyList<RecordedEvent> events)
    {
        var folded = JsonSerializer.SerializeToElement(events.Aggregate(aggregate.Initial, (state, e) => aggregate.Evolve(state, e.Data)), aggregate.Json.Value);
        var loaded = JsonSerializer.SerializeToElement(JsonSerializer.Deserialize(snapshot, aggregate.Json.Value), aggregate.Json.Value);
        return JsonElement.DeepEquals(folded, loaded);
    }

    private static async Task<List<Kept>> ReadStreamsAsync(EventStore store, AggregateType aggregate, CancellationToken cancellation)
    {
        var streams = new List<Kept>();
        await using var command = store.Database.CreateCommand(StreamsSql.Replace("{alias}", aggregate.Alias, StringComparison.Ordinal));
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = aggregate.Alias });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            streams.Add(new Kept(
                reader.GetGuid(0),
                reader.GetInt64(1),
                await reader.GetFieldValueAsync<long?>(2, cancellation),
                await reader.GetFieldValueAsync<int?>(3, cancellation),
                await reader.IsDBNullAsync(4, cancellation) ? null : reader.GetFieldValue<byte[]>(4)));
        }

        return streams;
    }
}
