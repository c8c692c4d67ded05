using MassTransit;
using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>
/// Sends all facts of the service's streams again, each as it was after every change, so that an empty reporting database comes to know what it knew,
/// and since when. Facts only: notifications have effects. The relay goes on meanwhile.
/// </summary>
/// <param name="store">The service's store.</param>
/// <param name="mapping">Makes the facts.</param>
/// <param name="broker">A bus that publishes and takes nothing.</param>
/// <param name="clock">Keeps the pace.</param>
public sealed class ResendFacts(EventStore.EventStore store, IContractMapping mapping, Func<IBusControl> broker, TimeProvider clock)
{
    private const string Name = "resend-facts";

    // Reporting takes twice as many: what happens meanwhile does not wait behind the past.
    private const int MostPerSecond = 2500;

    /// <summary>Runs to the end that was when it began.</summary>
    /// <param name="resume">Goes on where a run was stopped. To fill a database that was emptied since, begin anew.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many were sent; null when another run is at it.</returns>
    public async Task<long?> RunAsync(bool resume, CancellationToken cancellation = default)
    {
        var bus = broker();
        await bus.StartAsync(cancellation);
        try
        {
            var sent = 0L;
            var publishing = new ConfirmedPublishing(bus);
            var replay = new Replay(store, Name, async (page, stop) => sent += await SendAsync(publishing, page, stop));
            return await replay.RunAsync(resume, cancellation) is null ? null : sent;
        }
        finally
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }

    private async Task<int> SendAsync(ConfirmedPublishing publishing, IReadOnlyList<RecordedEvent> page, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        // One for each command: what it wrote together became known together.
        var changes = page.Where(mapping.ChangesFacts).GroupBy(e => (e.StreamId, e.TransactionId)).Select(g => g.Last()).ToList();
        var past = new PastStates(store);
        await past.ReadAsync([.. changes.Select(e => e.StreamId)], cancellation);
        var outgoing = new List<Outgoing>();
        foreach (var change in changes)
        {
            var facts = await mapping.FactsAsync(past.At(change), [change], cancellation);
            outgoing.AddRange(facts.Select(f => new Outgoing(f.Cause, f.Facts, f.RecordedAt)));
        }

        await publishing.PublishAsync(outgoing, cancellation);
        var rest = TimeSpan.FromSeconds((double)outgoing.Count / MostPerSecond) - clock.GetElapsedTime(started);
        await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, clock, cancellation);
        return outgoing.Count;
    }
}
