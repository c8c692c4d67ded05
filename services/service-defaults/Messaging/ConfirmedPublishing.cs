using System.Diagnostics;
using System.Globalization;
using MassTransit;
using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>What is published for an event, and for facts since when they are known.</summary>
internal readonly record struct Outgoing(RecordedEvent Cause, object Message, DateTimeOffset? RecordedAt = null);

/// <summary>Publishes confirmed and mandatory, many outstanding: when it returns, the broker has put all of them into queues. Thread-safe.</summary>
internal sealed class ConfirmedPublishing(IPublishEndpoint bus)
{
    private const int Outstanding = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly ActivitySource Source = new(Relay.SourceName);

    internal async Task PublishAsync(IEnumerable<Outgoing> messages, CancellationToken cancellation)
    {
        using var slots = new SemaphoreSlim(Outstanding);
        await Task.WhenAll(messages.Select(message => PublishAsync(message, slots, cancellation)));
    }

    private async Task PublishAsync(Outgoing outgoing, SemaphoreSlim slots, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        try
        {
            ActivityContext.TryParse(outgoing.Cause.Headers.TraceParent, null, out var parent);
            using var activity = Source.StartActivity("relay", ActivityKind.Internal, parent);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(Patience);
            await bus.Publish(outgoing.Message, outgoing.Message.GetType(), Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = outgoing.Cause.Id;
                context.Mandatory = true;
                if (outgoing.RecordedAt is { } at)
                {
                    context.Headers.Set(FactsHeaders.RecordedAt, at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                }
            }), timeout.Token);
        }
        finally
        {
            slots.Release();
        }
    }
}
