using Mediation.Testing;

namespace Mediation.Benchmarks;

/// <summary>Records put on file through the gateway: paced, then as fast as 32 connections go.</summary>
/// <remarks>Warm: for the first 20 s under load the services still compile what they run, on the processors that are measured.</remarks>
internal static class CommandBenchmarks
{
    private const int Cases = 64;
    private const int Connections = 32;
    private const int PerSecond = 200;
    private const double MedianTarget = 15;
    private const double P99Target = 60;
    private const double RateTarget = 1000;
    private static readonly TimeSpan Paced = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Closed = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25);

    internal static async Task RunAsync(Report report, ProcessSuite suite)
    {
        var commands = new Commands(suite.Client, suite.Caller);
        var cases = await commands.OpenCasesAsync(Cases);
        var next = new int[Connections];
        Task Add(int connection) => commands.AddRecordAsync(cases[connection + (Connections * (next[connection]++ % (Cases / Connections)))]);
        await Load.RunAsync(Connections, WarmUp, Add);

        var (rawPaced, raw) = await BareAsync();
        var before = Usage.Of(suite);
        var disk = DiskProbe.RunAsync(Paced);
        var paced = await Pace.RunAsync(PerSecond, Paced, i => commands.AddRecordAsync(cases[i % Cases]));
        var flushed = await disk;
        var between = Usage.Of(suite);
        var closed = await Load.RunAsync(Connections, Closed, Add);
        var after = Usage.Of(suite);

        await report.TableAsync(
            $"POST /cases/{{id}}/steps/1/records through the gateway, {PerSecond} a second for {Paced.TotalSeconds} s, timed from when each was due. "
            + "Bare is an append with version check by plain Npgsql before; disk is a page flushed to a file of its own meanwhile. "
            + $"Processors, in hundredths of a core: {between.Since(before)}.",
            ["", "ms", "target", "of the target", "bare ms", "disk ms"],
            [
                ["p50", paced.Median, MedianTarget, paced.Median / MedianTarget, rawPaced, flushed.Median],
                ["p99", paced.P99, P99Target, paced.P99 / P99Target, "", flushed.P99],
                ["worst", paced.Worst, "", "", "", flushed.Worst],
            ]);
        await report.TableAsync(
            $"The same over {Connections} connections as fast as they go, {Closed.TotalSeconds} s. "
            + $"Processors, in hundredths of a core: {after.Since(between)}.",
            ["durable commands/s", "target", "of the target", "p50 ms", "bare appends/s", "ratio"],
            [[closed.Rate, RateTarget, closed.Rate / RateTarget, closed.Median, raw, closed.Rate / raw]]);
    }

    /// <returns>Median of one writer in milliseconds, appends a second of as many writers as there are connections.</returns>
    private static async Task<(double Median, double Rate)> BareAsync()
    {
        await using var database = await TestDatabase.CreateAsync("bare");
        await using var store = new EventStore.EventStore(EventStoreBenchmarks.Options(database.OwnerConnectionString), TimeProvider.System);
        await store.MigrateAsync();
        await using var limits = new Limits(database.OwnerConnectionString);
        await limits.PrepareAsync();
        var round = TimeSpan.FromSeconds(3);
        await limits.AppendAsync(8, round / 3, true);
        var one = await limits.AppendAsync(1, round, true);
        var many = await limits.AppendAsync(Connections, round, true);
        return (one.Median, many.Rate);
    }
}
