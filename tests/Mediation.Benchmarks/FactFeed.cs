using System.Globalization;
using System.Text.Json;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Workflow;
using Mediation.Reporting.Facts;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Npgsql;
using RabbitMQ.Client;

namespace Mediation.Benchmarks;

/// <summary>Sends facts as the services' relays do, as fast as reporting takes them; never more than some are waiting.</summary>
internal static class FactFeed
{
    private const uint Waiting = 20_000;
    private const int Round = 5_000;

    private static readonly Dictionary<string, (Type Message, string Queue)> Kinds = new()
    {
        ["dispute"] = (typeof(DisputeFactsChanged), "reporting-dispute-facts-changed"),
        ["case"] = (typeof(CaseFactsChanged), "reporting-case-facts-changed"),
    };

    /// <summary>Facts as messages: written before the time is taken, since the services that send them are elsewhere.</summary>
    internal static List<Message> Of(IEnumerable<FactRow> facts) => [.. facts.Select(fact =>
    {
        var type = Kinds[fact.Kind].Message;
        return new Message($"{type.Namespace}:{type.Name}", fact.MessageId.ToString(), EnvelopeOf(fact, type));
    })];

    /// <summary>Returns when all are recorded.</summary>
    internal static async Task SendAsync(string broker, NpgsqlDataSource reporting, IReadOnlyCollection<Message> facts)
    {
        var (before, last) = (await RecordedAsync(reporting), await LastAsync(reporting));
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var round in facts.Chunk(Round))
        {
            foreach (var fact in round)
            {
                var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", MessageId = fact.Id, Persistent = true };
                await channel.BasicPublishAsync(fact.Exchange, "", mandatory: true, properties, fact.Body);
            }

            await WaitAsync(channel, Waiting);
        }

        // Counting them all takes processor time of what is measured, so it is put off to the last.
        await WaitAsync(channel, 0);
        await Eventually.HoldsAsync(async () => await LastAsync(reporting) >= last + facts.Count, "the last fact to be recorded", TimeSpan.FromMinutes(60));
        await Eventually.HoldsAsync(async () => await RecordedAsync(reporting) == before + facts.Count, "all facts to be recorded", TimeSpan.FromMinutes(60));
    }

    private static async Task WaitAsync(IChannel channel, uint atMost)
    {
        while (await WaitingAsync(channel) > atMost)
        {
            await Task.Delay(50);
        }
    }

    private static async Task<uint> WaitingAsync(IChannel channel)
    {
        var waiting = 0u;
        foreach (var (_, queue) in Kinds.Values)
        {
            waiting += await channel.MessageCountAsync(queue);
        }

        return waiting;
    }

    private static Task<long> RecordedAsync(NpgsqlDataSource reporting) => AskAsync(reporting, "select count(*) from facts");

    // Of the numbers that facts get as they arrive.
    private static Task<long> LastAsync(NpgsqlDataSource reporting) => AskAsync(reporting, "select coalesce(max(arrival), 0) from facts");

    private static async Task<long> AskAsync(NpgsqlDataSource reporting, string sql)
    {
        await using var command = reporting.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static byte[] EnvelopeOf(FactRow fact, Type type) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        messageId = fact.MessageId,
        messageType = (string[])[$"urn:message:{type.Namespace}:{type.Name}"],
        message = JsonSerializer.Deserialize<JsonElement>(fact.Data),
        headers = new Dictionary<string, string> { [FactsHeaders.RecordedAt] = fact.RecordedAt!.Value.ToString("O", CultureInfo.InvariantCulture) },
    });

    internal sealed record Message(string Exchange, string Id, byte[] Body);
}
