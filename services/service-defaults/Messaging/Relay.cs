using System.Diagnostics;
using System.Diagnostics.Metrics;
using MassTransit;
using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>Publishes what the store holds: confirmed and mandatory, many outstanding; the cursor moves only after the confirms.</summary>
/// <remarks>At least once: a page that failed half-way is published again under the same message ids.</remarks>
public sealed class Relay : BackgroundService
{
    internal const string SourceName = "Mediation.Relay";
    private const int Outstanding = 256;
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);
    private static readonly ActivitySource Source = new(SourceName);

    private readonly EventStore.EventStore _store;
    private readonly IBusControl _bus;
    private readonly IContractMapping _mapping;
    private readonly TimeProvider _clock;
    private readonly Subscription _subscription;
    private readonly Counter<long> _published;

    /// <summary>Wired by <c>AddMessaging</c>.</summary>
    public Relay(
        EventStore.EventStore store, IBusControl bus, IContractMapping mapping, TimeProvider clock, IMeterFactory meters, ILogger<Relay> logger)
    {
        (_store, _bus, _mapping, _clock) = (store, bus, mapping, clock);
        _subscription = new Subscription(store, "relay", PublishPageAsync, logger);
        var meter = meters.Create(SourceName);
        _published = meter.CreateCounter<long>("mediation.relay.published", "{messages}", "Messages the broker confirmed");
        meter.CreateObservableGauge("mediation.relay.lag", () => Lag.TotalSeconds, "s", "Age of the oldest event not yet published");
        meter.CreateObservableGauge("mediation.store.append.queue", () => store.QueuedAppends, "{units}", "Appends waiting for a writer");
    }

    /// <summary>How the subscription stands.</summary>
    public SubscriptionStatus Status => _subscription.Status;

    /// <summary>Age of the oldest event that is read but not published; zero when caught up.</summary>
    public TimeSpan Lag => Status.OldestPending is { } oldest ? _clock.GetUtcNow() - oldest : TimeSpan.Zero;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Queues are bound when the bus is up; a message published before would have nowhere to go.
        while (!stoppingToken.IsCancellationRequested && _bus.CheckHealth().Status != BusHealthStatus.Healthy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _subscription.RunAsync(stoppingToken);
    }

    private async Task PublishPageAsync(IReadOnlyList<RecordedEvent> page, CancellationToken cancellation)
    {
        var outgoing = page.SelectMany(e => _mapping.Notifications(e).Select(message => (Cause: e, Message: message))).ToList();
        var changed = page.Where(_mapping.ChangesFacts).GroupBy(e => e.StreamId).Select(g => g.Last()).ToList();
        if (changed.Count > 0)
        {
            outgoing.AddRange(await _mapping.FactsAsync(_store, changed, cancellation));
        }

        using var slots = new SemaphoreSlim(Outstanding);
        await Task.WhenAll(outgoing.Select(o => PublishAsync(o.Cause, o.Message, slots, cancellation)));
        _published.Add(outgoing.Count);
    }

    private async Task PublishAsync(RecordedEvent cause, object message, SemaphoreSlim slots, CancellationToken cancellation)
    {
        await slots.WaitAsync(cancellation);
        try
        {
            ActivityContext.TryParse(cause.Headers.TraceParent, null, out var parent);
            using var activity = Source.StartActivity("relay", ActivityKind.Internal, parent);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(PublishTimeout);
            await _bus.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = cause.Id;
                context.Mandatory = true;
            }), timeout.Token);
        }
        finally
        {
            slots.Release();
        }
    }
}
