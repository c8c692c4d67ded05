using System.Diagnostics;
using System.Text;
using MassTransit.Logging;
using MassTransit.RabbitMqTransport;
using Mediation.ServiceDefaults;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Mediation.Reporting.Facts;

/// <summary>
/// A queue's channel, between MassTransit and the broker's client: facts go from the client to the group that is committed next, and one
/// acknowledgement says so of all of them. MassTransit keeps the connection, the topology and its health, and takes what is no plain fact, or what
/// PostgreSQL refuses, as any other message: with retries, deferral and the error queue.
/// </summary>
/// <remarks>Two thousand of MassTransit's contexts, each waiting for the commit, cost more processor time than all else that is done for a fact.</remarks>
internal sealed class FactChannel(ChannelContext context, string name, FactQueue queue, Func<byte[], FactRow?> read)
    : ScopeChannelContext(context, context.CancellationToken), ChannelContext, IAsyncBasicConsumer
{
    private static readonly ActivitySource Source = new(FactsHeaders.SourceName);

    private readonly HashSet<ulong> _handedOver = [];
    private IAsyncBasicConsumer _massTransit = null!;

    Task<string> ChannelContext.BasicConsume(
        string queueName, bool noAck, bool exclusive, IDictionary<string, object> arguments, IAsyncBasicConsumer consumer, string consumerTag,
        CancellationToken cancellationToken)
    {
        _massTransit = consumer;
        return BasicConsume(queueName, noAck, exclusive, arguments, this, consumerTag, cancellationToken);
    }

    // What was handed over, when MassTransit is done with it.
    async ValueTask ChannelContext.BasicAck(ulong deliveryTag, bool multiple, CancellationToken cancellationToken)
    {
        await BasicAck(deliveryTag, multiple, cancellationToken);
        Forget(deliveryTag);
    }

    async Task ChannelContext.BasicNack(ulong deliveryTag, bool multiple, bool requeue, CancellationToken cancellationToken)
    {
        await BasicNack(deliveryTag, multiple, requeue, cancellationToken);
        Forget(deliveryTag);
    }

    public Task HandleBasicConsumeOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        _massTransit.HandleBasicConsumeOkAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        _massTransit.HandleBasicCancelAsync(consumerTag, cancellationToken);

    public Task HandleBasicCancelOkAsync(string consumerTag, CancellationToken cancellationToken = default) =>
        _massTransit.HandleBasicCancelOkAsync(consumerTag, cancellationToken);

    public Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => _massTransit.HandleChannelShutdownAsync(channel, reason);

    /// <remarks>They come one at a time, in the order of their tags.</remarks>
    public Task HandleBasicDeliverAsync(
        string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
        ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        // The client's own memory is used again.
        var own = body.ToArray();
        void HandOver()
        {
            lock (_handedOver)
            {
                _handedOver.Add(deliveryTag);
            }

            _ = _massTransit.HandleBasicDeliverAsync(consumerTag, deliveryTag, redelivered, exchange, routingKey, properties, own, cancellationToken);
        }

        if (Read(own) is { } fact)
        {
            queue.Add(new FactDelivery(this, deliveryTag, fact, Follow(properties), HandOver));
        }
        else
        {
            HandOver();
        }

        return Task.CompletedTask;
    }

    /// <summary>Tells the broker that these, in their order, are committed.</summary>
    internal async Task AcknowledgeAsync(IReadOnlyList<ulong> tags)
    {
        bool areAll;
        lock (_handedOver)
        {
            areAll = _handedOver.Count == 0;
        }

        foreach (var tag in areAll ? [tags[^1]] : tags)
        {
            await BasicAck(tag, areAll, CancellationToken.None);
        }
    }

    private FactRow? Read(byte[] body)
    {
        try
        {
            return read(body);
        }
        catch (Exception)
        {
            // Whatever is wrong with it, MassTransit finds it too.
            return null;
        }
    }

    // As MassTransit names both its spans and what it puts their parents into.
    private Activity? Follow(IReadOnlyBasicProperties properties)
    {
        if (!Source.HasListeners() || properties.Headers?.TryGetValue(DiagnosticHeaders.ActivityId, out var parent) != true
            || parent is not byte[] id || !ActivityContext.TryParse(Encoding.ASCII.GetString(id), null, out var context))
        {
            return null;
        }

        var current = Activity.Current;
        var span = Source.StartActivity($"{name} receive", ActivityKind.Consumer, context);
        // It ends elsewhere.
        Activity.Current = current;
        return span;
    }

    private void Forget(ulong tag)
    {
        lock (_handedOver)
        {
            _handedOver.Remove(tag);
        }
    }
}
