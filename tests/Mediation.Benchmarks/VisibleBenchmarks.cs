using System.Collections.Concurrent;
using Mediation.EventStore;
using Mediation.Testing;
using Npgsql;

namespace Mediation.Benchmarks;

/// <summary>From the commit of a dispute in intake to the moment a query of reporting's database sees it.</summary>
/// <remarks>Warm: for the first 20 s under load the services still compile what they run, on the processors that are measured.</remarks>
internal static class VisibleBenchmarks
{
    private const int PerSecond = 200;
    private const double MedianTarget = 60;
    private const double P99Target = 250;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Paced = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(4);

    internal static async Task RunAsync(Report report, ProcessSuite suite)
    {
        var commands = new Commands(suite.Client, suite.Caller);
        await Pace.RunAsync(PerSecond, WarmUp, _ => commands.RegisterAsync());

        var before = Usage.Of(suite);
        var answered = new ConcurrentBag<Guid>();
        var waiting = new ConcurrentDictionary<Guid, bool>();
        using var done = new CancellationTokenSource();
        var watching = WatchAsync(suite.Store("reporting"), waiting, done.Token);
        var paced = await Pace.RunAsync(PerSecond, Paced, async _ =>
        {
            var id = await commands.RegisterAsync();
            answered.Add(id);
            waiting[id] = true;
        });
        var usage = Usage.Of(suite).Since(before);
        await Eventually.HoldsAsync(() => Task.FromResult(waiting.IsEmpty), "all disputes in reporting", Patience);
        await done.CancelAsync();
        var seen = await watching;

        var appended = await AppendedAsync(suite.Store("intake"), [.. answered]);
        var spread = Spread.Of(appended.Select(a => (seen[a.Key] - a.Value).TotalMilliseconds));
        await report.TableAsync(
            $"POST /disputes {PerSecond} a second for {Paced.TotalSeconds} s: from the start of the transaction that stores the event to reporting's "
            + $"database showing it, polled every {Poll.TotalMilliseconds} ms, {appended.Count} disputes. The command itself, timed from when it was due, "
            + $"took p50 {paced.Median:0.0} ms, p99 {paced.P99:0.0} ms. Processors, in hundredths of a core: {usage}.",
            ["", "ms", "target", "of the target"],
            [
                ["p50", spread.Median, MedianTarget, spread.Median / MedianTarget],
                ["p99", spread.P99, P99Target, spread.P99 / P99Target],
                ["worst", spread.Worst, "", ""],
            ]);
    }

    /// <summary>Asks for the newest disputes again and again; the ids are ordered by time, so one range of the key has all that are awaited.</summary>
    private static async Task<Dictionary<Guid, DateTimeOffset>> WatchAsync(
        string store, ConcurrentDictionary<Guid, bool> waiting, CancellationToken cancellation)
    {
        var seen = new Dictionary<Guid, DateTimeOffset>();
        await using var source = StoreConnections.Create(store);
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        while (!cancellation.IsCancellationRequested)
        {
            await LookAsync(connection, Oldest(waiting), seen);
            foreach (var (id, _) in waiting)
            {
                if (seen.ContainsKey(id))
                {
                    waiting.TryRemove(id, out _);
                }
            }

            await Task.Delay(Poll, CancellationToken.None);
        }

        return seen;
    }

    // Not only what is answered: a dispute may be in reporting before its answer is here.
    private static Guid Oldest(ConcurrentDictionary<Guid, bool> waiting) => waiting.Select(w => w.Key)
        .Append(Guid.CreateVersion7(TimeProvider.System.GetUtcNow().AddMilliseconds(-100))).Min();

    private static async Task LookAsync(NpgsqlConnection connection, Guid oldest, Dictionary<Guid, DateTimeOffset> seen)
    {
        await using var command = new NpgsqlCommand("select id from facts where kind = 'dispute' and id >= $1", connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = oldest } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var ids = new List<Guid>();
        while (await reader.ReadAsync())
        {
            ids.Add(reader.GetGuid(0));
        }

        var now = TimeProvider.System.GetUtcNow();
        ids.ForEach(id => seen.TryAdd(id, now));
    }

    private static async Task<Dictionary<Guid, DateTimeOffset>> AppendedAsync(string store, Guid[] disputes)
    {
        await using var source = StoreConnections.Create(store);
        await using var command = source.CreateCommand("select stream_id, timestamp from mt_events where version = 1 and stream_id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = disputes });
        await using var reader = await command.ExecuteReaderAsync();
        var appended = new Dictionary<Guid, DateTimeOffset>();
        while (await reader.ReadAsync())
        {
            appended.Add(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1));
        }

        return appended;
    }
}
