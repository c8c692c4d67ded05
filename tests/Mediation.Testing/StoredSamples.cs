using System.Text.Json;
using Mediation.EventStore;

namespace Mediation.Testing;

/// <summary>Compares what a service registers with its store with samples of events as they were first written.</summary>
public static class StoredSamples
{
    /// <summary>How a type is written is worked out when it first is, so one that its context lacks would be found only then; here all are asked for.</summary>
    /// <param name="register">As the service does.</param>
    /// <param name="under">The namespace of all its events.</param>
    /// <param name="samples">By the type's name below that namespace; a comma and a remark may follow.</param>
    /// <returns>What is not as it was: a registered event without a sample, a sample of no registered event, a sample that is written in another way after it was read.</returns>
    /// <exception cref="InvalidOperationException">An event or an aggregate is not in its context.</exception>
    public static IReadOnlyList<string> Changed(Action<EventStoreOptions> register, string under, IReadOnlyDictionary<string, string> samples)
    {
        var options = new EventStoreOptions { ConnectionString = "" };
        register(options);
        foreach (var aggregate in options.Aggregates)
        {
            _ = aggregate.Json.Value;
        }

        var events = options.EventTypes.ToDictionary(type => type.DotNetType.Split(',')[0], type => type.Json.Value);
        var sampled = samples.ToLookup(sample => $"{under}.{sample.Key.Split(',')[0]}");
        return
        [
            .. events.Keys.Where(name => !sampled.Contains(name)).Select(name => $"{name} has no sample"),
            .. sampled.Select(of => of.Key).Where(name => !events.ContainsKey(name)).Select(name => $"{name} is not registered"),
            .. from of in sampled
               where events.ContainsKey(of.Key)
               from sample in of
               let written = JsonSerializer.Serialize(JsonSerializer.Deserialize(sample.Value, events[of.Key]), events[of.Key])
               where !JsonElement.DeepEquals(JsonElement.Parse(written), JsonElement.Parse(sample.Value))
               select $"{sample.Key} is written {written}",
        ];
    }
}
