using Mediation.Testing;
using RabbitMQ.Client;

namespace Mediation.Benchmarks;

/// <summary>A quorum queue behind the exchange that the relay publishes to, and what RabbitMQ.Client alone does with it.</summary>
internal sealed class BareQueue : IAsyncDisposable
{
    internal const int Outstanding = 256;
    private const string Name = "bench";
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private BareQueue(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    // As MassTransit names and declares it.
    private static string Exchange => $"{typeof(MeasurementPublished).Namespace}:{nameof(MeasurementPublished)}";

    internal static async Task<BareQueue> OpenAsync(string broker)
    {
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        // Throttled only when all slots are taken, as the relay is.
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, new ThrottlingRateLimiter(2 * Outstanding)));
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Fanout, durable: true);
        await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await channel.QueueBindAsync(Name, Exchange, "");
        return new BareQueue(connection, channel);
    }

    internal Task PurgeAsync() => _channel.QueuePurgeAsync(Name);

    /// <summary>How many messages are in the queue; the broker counts late, so it waits until they are as many as expected, or stay fewer.</summary>
    internal async Task<uint> CountAsync(uint expected)
    {
        var count = 0u;
        for (var i = 0; i < 100 && count != expected; i++)
        {
            await Task.Delay(100);
            count = (await _channel.QueueDeclarePassiveAsync(Name)).MessageCount;
        }

        return count;
    }

    /// <returns>Confirmed, mandatory publishes a second of what the relay published first.</returns>
    internal async Task<double> PublishAgainAsync(int count)
    {
        var sample = await _channel.BasicGetAsync(Name, autoAck: true) ?? throw new InvalidOperationException("The queue is empty.");
        var (properties, body) = (new BasicProperties(sample.BasicProperties), sample.Body.ToArray());
        await PurgeAsync();
        var left = count;
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Outstanding).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await _channel.BasicPublishAsync(Exchange, "", mandatory: true, properties, body);
            }
        }));
        return count / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.QueueDeleteAsync(Name);
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Name and version of the broker.</summary>
    internal static async Task<string> VersionAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(await TestBroker.LeaseAsync()) }.CreateConnectionAsync();
        return $"RabbitMQ {System.Text.Encoding.UTF8.GetString((byte[])connection.ServerProperties!["version"]!)}";
    }
}
