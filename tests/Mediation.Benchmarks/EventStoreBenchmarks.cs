using System.Diagnostics;
using System.Text.Json.Serialization;
using Mediation.EventStore;
using Mediation.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mediation.Benchmarks;

/// <summary>An event of about 600 bytes as JSON.</summary>
internal sealed record Measured(Guid By, DateTimeOffset At, string Code, decimal Amount, string[] Marks, string Text)
{
    internal static Measured Sample() => new(
        Ids.New(), TimeProvider.System.GetUtcNow(), "land.boundary", 1250.50m, ["caucus", "joint", "field"], new string('a', 430));
}

/// <summary>A snapshot of about 500 bytes.</summary>
internal sealed record Measurements(int Count, Measured? Last) : IAggregate<Measurements>
{
    public static Measurements Initial { get; } = new(0, null);

    public Measurements Evolve(object @event) => @event is Measured measured ? new(Count + 1, measured) : this;
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Measured))]
[JsonSerializable(typeof(Measurements))]
internal sealed partial class BenchmarkJson : JsonSerializerContext;

internal static class Ids
{
    internal static Guid New() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}

internal static class EventStoreBenchmarks
{
    internal const int StreamsPerWriter = 16;
    private const int Rounds = 11;
    private const int Pages = 200_000;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    internal static async Task RunAsync(Report report)
    {
        await using var database = await TestDatabase.CreateAsync("bench");
        await using var store = new EventStore.EventStore(Options(database.OwnerConnectionString), TimeProvider.System);
        await store.MigrateAsync();
        await using var limits = new Limits(database.OwnerConnectionString);
        await limits.PrepareAsync();

        await AppendAsync(report, store, limits);
        await LoadAsync(report, store);
        await SubscribeAsync(report, store);
    }

    internal static EventStoreOptions Options(string connectionString, string? owner = null) => new EventStoreOptions { ConnectionString = connectionString, OwnerConnectionString = owner }
        .Aggregate<Measurements>("measurements", BenchmarkJson.Default)
        .Events(BenchmarkJson.Default, typeof(Measured));

    private static async Task AppendAsync(Report report, EventStore.EventStore store, Limits limits)
    {
        await limits.AppendAsync(8, Round, true);
        await StoreAppendAsync(store, 8, false, false);
        var rows = new List<object[]>();
        foreach (var writers in (int[])[1, 8, 32, 128])
        {
            var results = new List<(double Rate, double Median)[]>();
            for (var round = 0; round < Rounds; round++)
            {
                results.Add(
                [
                    await limits.AppendAsync(writers, Round, false),
                    await limits.AppendAsync(writers, Round, true),
                    await StoreAppendAsync(store, writers, false, false),
                    await StoreAppendAsync(store, writers, true, false),
                    await StoreAppendAsync(store, writers, true, true),
                ]);
            }

            rows.Add([writers, RateOf(0), RateOf(1), RateOf(2), RatioOf(2), RateOf(3), RatioOf(3), RateOf(4), RatioOf(4),
                Load.Median(results.Select(r => r[1].Median)), Load.Median(results.Select(r => r[2].Median))]);

            double RateOf(int i) => Load.Median(results.Select(r => r[i].Rate));

            // Round by round: the machine is not as quick in one minute as in the next.
            double RatioOf(int i) => Load.Median(results.Select(r => r[i].Rate / r[1].Rate));
        }

        await report.TableAsync(
            $"Append of one event (600 bytes) a second, expected version checked; median of {Rounds} interleaved rounds of {Round.TotalSeconds} s. "
            + "Bare is plain Npgsql on equal tables without a snapshot; the ratio is to bare with version check, the median of the rounds' ratios.",
            ["writers", "bare insert", "bare, version check", "store, snapshot", "ratio", "with command id", "ratio", "new stream, command id", "ratio", "bare p50 ms", "store p50 ms"],
            rows);
    }

    internal static async Task<(double Rate, double Median)> StoreAppendAsync(EventStore.EventStore store, int writers, bool commands, bool newStreams)
    {
        var streams = Enumerable.Range(0, writers * StreamsPerWriter)
            .Select(_ => new Fetched<Measurements>(Ids.New(), Measurements.Initial, 0)).ToArray();
        var next = new int[writers];
        var e = Measured.Sample();
        if (!newStreams)
        {
            await Task.WhenAll(Enumerable.Range(0, streams.Length).Select(AppendAsync));
        }

        return await Load.RunAsync(writers, Round, writer =>
            AppendAsync((writer * StreamsPerWriter) + (next[writer]++ % StreamsPerWriter)));

        async Task AppendAsync(int i)
        {
            var stream = newStreams ? new Fetched<Measurements>(Ids.New(), Measurements.Initial, 0) : streams[i];
            var unit = new AppendUnit { CommandId = commands ? Ids.New() : null }.Append(stream, [e]);
            if ((await store.AppendAsync(unit)).Status != AppendStatus.Appended)
            {
                throw new InvalidOperationException("The append was refused.");
            }

            streams[i] = stream with { State = stream.State.Evolve(e), Version = stream.Version + 1 };
        }
    }

    private static async Task LoadAsync(Report report, EventStore.EventStore store)
    {
        var rows = new List<object[]>();
        foreach (var length in (int[])[1, 10, 1000])
        {
            var id = Ids.New();
            await store.AppendAsync(new AppendUnit().Append(
                new Fetched<Measurements>(id, Measurements.Initial, 0), [.. Enumerable.Repeat<object>(Measured.Sample(), length)]));
            var snapshot = new List<double>();
            var folded = new List<double>();
            for (var round = 0; round < Rounds; round++)
            {
                snapshot.Add((await Load.RunAsync(1, Round / 4, _ => store.FetchForWritingAsync<Measurements>(id))).Rate);
                folded.Add((await Load.RunAsync(1, Round / 4, _ => store.RebuildAsync<Measurements>(id))).Rate);
            }

            rows.Add([length, Load.Median(snapshot), Load.Median(folded), Load.Median(snapshot) / Load.Median(folded)]);
        }

        await report.TableAsync("Loads a second, one reader.", ["events in the stream", "through the snapshot", "folding the stream", "ratio"], rows);
    }

    private static async Task SubscribeAsync(Report report, EventStore.EventStore store)
    {
        await FillAsync(store);
        var rates = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            rates.Add(await ReadAsync(store, $"bench_{round}"));
        }

        await report.TableAsync(
            $"Subscription: events a second read, deserialized and handed over, cursor saved per page ({Pages:#,0} events or more).",
            ["events/s", "of the 60,000 asked"], [[Load.Median(rates), Load.Median(rates) / 60_000]]);
    }

    private static async Task FillAsync(EventStore.EventStore store)
    {
        var events = Enumerable.Repeat<object>(Measured.Sample(), 1000).ToArray();
        for (var i = 0; i < Pages / events.Length; i++)
        {
            await store.AppendAsync(new AppendUnit().Append(new Fetched<Measurements>(Ids.New(), Measurements.Initial, 0), events));
        }
    }

    private static async Task<double> ReadAsync(EventStore.EventStore store, string name)
    {
        using var enough = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var last = TimeSpan.Zero;
        var read = 0;
        await new Subscription(store, name, (page, _) =>
        {
            last = clock.Elapsed;
            read += page.Count(e => e.Data is Measured);
            if (read >= Pages)
            {
                enough.Cancel();
            }

            return Task.CompletedTask;
        }, NullLogger.Instance).RunAsync(enough.Token);
        return read / last.TotalSeconds;
    }
}
