using System.Diagnostics.Metrics;
using MassTransit;
using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>Publishes what the store holds: confirmed and mandatory, many outstanding; the cursor moves only after the confirms.</summary>
/// <remarks>
/// At least once: a page that failed half-way is published again under the same message ids. It publishes over a connection of its own: the
/// broker's client, when it loses one that is being published on, may never say so, and consumers on it would wait for ever.
/// </remarks>
public sealed class Relay : BackgroundService
{
    internal const string SourceName = "Mediation.Relay";

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(15);

    private readonly EventStore.EventStore _store;
    private readonly IBusControl _bus;
    private readonly IBusControl _publisher;
    private readonly IContractMapping _mapping;
    private readonly TimeProvider _clock;
    private readonly Subscription _subscription;
    private readonly ConfirmedPublishing _publishing;
    private readonly Counter<long> _published;
    private bool _started;

    /// <summary>Wired by <c>AddMessaging</c>.</summary>
    /// <param name="store">What is published from.</param>
    /// <param name="bus">The consumers'.</param>
    /// <param name="publisher">One that takes nothing; started and stopped here.</param>
    /// <param name="mapping">Makes the messages.</param>
    /// <param name="clock">What the lag is measured by.</param>
    /// <param name="meters">For the relay's figures.</param>
    /// <param name="logger">Hears of pages that failed.</param>
    public Relay(
        EventStore.EventStore store, IBusControl bus, IBusControl publisher, IContractMapping mapping, TimeProvider clock, IMeterFactory meters,
        ILogger<Relay> logger)
    {
        (_store, _bus, _publisher, _mapping, _clock) = (store, bus, publisher, mapping, clock);
        _publishing = new ConfirmedPublishing(publisher);
        _subscription = new Subscription(store, "relay", PublishPageAsync, logger, gathering: Gathering);
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
        if (_started)
        {
            await _publisher.StopAsync(CancellationToken.None);
        }
    }

    private async Task PublishPageAsync(IReadOnlyList<RecordedEvent> page, CancellationToken cancellation)
    {
        if (!_started)
        {
            await _publisher.StartAsync(cancellation);
            _started = true;
        }

        var outgoing = page.SelectMany(e => _mapping.Notifications(e).Select(message => new Outgoing(e, message))).ToList();
        var changed = page.Where(_mapping.ChangesFacts).GroupBy(e => e.StreamId).Select(g => g.Last()).ToList();
        if (changed.Count > 0)
        {
            var facts = await _mapping.FactsAsync(_store, changed, cancellation);
            outgoing.AddRange(facts.Select(f => new Outgoing(f.Cause, f.Facts, f.RecordedAt)));
        }

        await _publishing.PublishAsync(outgoing, cancellation);
        _published.Add(outgoing.Count);
    }
}
