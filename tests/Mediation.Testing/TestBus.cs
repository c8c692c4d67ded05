using System.Collections.Concurrent;
using MassTransit;
using Mediation.ServiceDefaults;

namespace Mediation.Testing;

/// <summary>The other services as one service sees them: takes what it publishes, sends what it consumes. Start it before the service, so that queues are bound.</summary>
public sealed class TestBus : IAsyncDisposable
{
    private readonly ConcurrentQueue<(Guid Id, object Message)> _taken = new();
    private readonly IBusControl _bus;

    private TestBus(string broker, Action<TestBus, IReceiveEndpointConfigurator> listen) =>
        _bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(new Uri(broker));
            rabbit.ConfigureJsonSerializerOptions(_ => MessageJson.Options);
            rabbit.ReceiveEndpoint("test-bus", endpoint => listen(this, endpoint));
        });

    /// <summary>Connects and binds.</summary>
    /// <param name="broker">amqp URI of the test's vhost.</param>
    /// <param name="listen">Calls <see cref="Take{T}"/> for each message type the service publishes.</param>
    public static async Task<TestBus> StartAsync(string broker, Action<TestBus, IReceiveEndpointConfigurator> listen)
    {
        var bus = new TestBus(broker, listen);
        await bus._bus.StartAsync();
        return bus;
    }

    /// <summary>Listens for a message type.</summary>
    public void Take<T>(IReceiveEndpointConfigurator endpoint) where T : class => endpoint.Handler<T>(context =>
    {
        _taken.Enqueue((context.MessageId.GetValueOrDefault(), context.Message));
        return Task.CompletedTask;
    });

    /// <summary>All messages of a type so far, without repeats.</summary>
    public IReadOnlyList<T> Taken<T>() => [.. _taken.DistinctBy(t => (t.Id, t.Message.GetType())).Select(t => t.Message).OfType<T>()];

    /// <summary>Waits for a message.</summary>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public async Task<T> WaitForAsync<T>(Func<T, bool> wanted) where T : class
    {
        T? found = null;
        await Eventually.HoldsAsync(() => Task.FromResult((found = Taken<T>().FirstOrDefault(wanted)) is not null), $"a {typeof(T).Name}");
        return found!;
    }

    /// <summary>Publishes, mandatory as the relay does.</summary>
    /// <param name="message">The message.</param>
    /// <param name="id">Its id; give the same one to repeat it.</param>
    public Task PublishAsync<T>(T message, Guid id) where T : class => _bus.Publish(message, context =>
    {
        context.MessageId = id;
        context.Mandatory = true;
    });

    /// <summary>Disconnects.</summary>
    public async ValueTask DisposeAsync() => await _bus.StopAsync();
}
