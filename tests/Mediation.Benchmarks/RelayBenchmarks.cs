using System.Diagnostics.Metrics;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Testing;

namespace Mediation.Benchmarks;

/// <summary>What is published; the size of a usual fact.</summary>
public sealed record MeasurementPublished(Guid Id, Guid By, DateTimeOffset At, string Code, decimal Amount, IReadOnlyList<string> Marks);

/// <summary>Every event is told as it is.</summary>
internal sealed class NotificationMapping : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded) => [Of(recorded.StreamId, (Measured)recorded.Data)];

    public bool ChangesFacts(RecordedEvent recorded) => false;

    public Task<IReadOnlyList<FactsMessage>> FactsAsync(IStates states, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation) =>
        throw new NotSupportedException();

    internal static object Of(Guid id, Measured e) => new MeasurementPublished(id, e.By, e.At, e.Code, e.Amount, e.Marks);
}

/// <summary>Of every changed stream its state is told.</summary>
internal sealed class FactsMapping : IContractMapping
{
    public IEnumerable<object> Notifications(RecordedEvent recorded) => [];

    public bool ChangesFacts(RecordedEvent recorded) => true;

    public async Task<IReadOnlyList<FactsMessage>> FactsAsync(IStates states, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation)
    {
        var causes = changed.ToDictionary(e => e.StreamId);
        var found = await states.LoadManyAsync<Measurements>(causes.Keys, cancellation);
        return [.. found.Select(s => FactsMessage.Of(causes[s.Id], s, NotificationMapping.Of(s.Id, s.State.Last!)))];
    }
}

/// <summary>The suite's own relay emptying a full store into a quorum queue, beside plain publishes of the same bytes.</summary>
internal static class RelayBenchmarks
{
    private const int Events = 30_000;
    private const int Rounds = 3;
    private const int Writers = 64;
    private const double Target = 8000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static async Task RunAsync(Report report)
    {
        await using var database = await TestDatabase.CreateAsync("relay");
        var broker = await TestBroker.LeaseAsync();
        await FillAsync(database.OwnerConnectionString, broker);
        await using var queue = await BareQueue.OpenAsync(broker);
        var (bare, notifications, facts) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            notifications.Add(await RelayAsync<NotificationMapping>(database.OwnerConnectionString, broker, queue));
            bare.Add(await queue.PublishAgainAsync(Events));
            facts.Add(await RelayAsync<FactsMapping>(database.OwnerConnectionString, broker, queue));
        }

        object[] Row(string what, List<double> rates) =>
            [what, Load.Median(rates), Target, Load.Median(rates) / Target, Load.Median(bare), Load.Median(rates) / Load.Median(bare)];
        await report.TableAsync(
            $"The relay publishing {Events:#,0} events to a quorum queue, confirmed and mandatory, median of {Rounds} rounds in turns. "
            + $"Bare is RabbitMQ.Client publishing the same bytes, {BareQueue.Outstanding} outstanding.",
            ["", "messages/s", "target", "of the target", "bare publishes/s", "ratio"],
            [Row("a notification an event", notifications), Row("facts, a snapshot loaded for each", facts)]);
    }

    private static async Task FillAsync(string connectionString, string broker)
    {
        await using var app = Build<NotificationMapping>(connectionString, broker);
        var store = app.Services.GetRequiredService<EventStore.EventStore>();
        await store.MigrateAsync();
        var e = Measured.Sample();
        await Parallel.ForAsync(0, Events, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (_, cancellation) =>
            await store.AppendAsync(new AppendUnit().Append(new Fetched<Measurements>(Ids.New(), Measurements.Initial, 0), [e]), cancellation));
    }

    /// <returns>Messages a second from the first page on, which warms up and is not counted.</returns>
    private static async Task<double> RelayAsync<TMapping>(string store, string broker, BareQueue queue) where TMapping : class, IContractMapping
    {
        await queue.PurgeAsync();
        await ForgetAsync(store);
        await using var app = Build<TMapping>(store, broker);
        var pages = new List<(long At, long Count)>();
        using var listener = Listen(pages);
        await app.StartAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(Published(pages) >= Events), "the relay", Patience);
        await app.StopAsync();
        if (Published(pages) != Events || await queue.CountAsync(Events) != Events)
        {
            throw new InvalidOperationException($"The relay published {Published(pages)} of {Events} messages.");
        }

        return pages.Skip(1).Sum(p => p.Count) / TimeProvider.System.GetElapsedTime(pages[0].At, pages[^1].At).TotalSeconds;
    }

    private static async Task ForgetAsync(string store)
    {
        await using var source = StoreConnections.Create(store);
        await using var command = source.CreateCommand("delete from mt_event_progression");
        await command.ExecuteNonQueryAsync();
    }

    private static long Published(List<(long At, long Count)> pages)
    {
        lock (pages)
        {
            return pages.Sum(p => p.Count);
        }
    }

    private static MeterListener Listen(List<(long At, long Count)> pages)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "mediation.relay.published")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) =>
        {
            lock (pages)
            {
                pages.Add((TimeProvider.System.GetTimestamp(), count));
            }
        });
        listener.Start();
        return listener;
    }

    private static WebApplication Build<TMapping>(string store, string broker) where TMapping : class, IContractMapping
    {
        var builder = WebApplication.CreateBuilder(
            ["--urls=http://127.0.0.1:0", $"--ConnectionStrings:Store={store}", $"--ConnectionStrings:Broker={broker}", $"--Vault:KeyFile={VaultKey.File}"]);
        builder.AddServiceDefaults("bench");
        builder.Logging.ClearProviders();
        builder.AddStore(options => options
            .Aggregate<Measurements>("measurements", BenchmarkJson.Default).Events(BenchmarkJson.Default, typeof(Measured)));
        builder.AddMessaging<TMapping>("bench", _ => { });
        return builder.Build();
    }
}
