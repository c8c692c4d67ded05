using Mediation.Testing;

namespace Mediation.Benchmarks;

/// <summary>What the gateway costs: the same GET of mediation-workflow with it and without it, in turns.</summary>
internal static class GatewayBenchmarks
{
    private const string Path = "/api/v1/methods";
    private const int Rounds = 3;
    private const int Seconds = 4;
    private const int PerSecond = 1000;
    private const double RatioTarget = 0.25;
    private const double AddedTarget = 0.5;

    internal static async Task RunAsync(Report report, ProcessSuite suite)
    {
        var (direct, through) = (new Uri(suite.Address("workflow"), Path), new Uri(suite.Address("gateway"), Path));
        var token = suite.Caller.TokenOf(TestCaller.Everyone.ToString());
        await Wrk.RunAsync(direct, token, 32, Seconds);
        await Wrk.RunAsync(through, token, 32, 2 * Seconds);
        await ThroughputAsync(report, direct, through, token);
        await AddedAsync(report, direct, through, token);
    }

    private static async Task ThroughputAsync(Report report, Uri direct, Uri through, string token)
    {
        var rows = new List<object[]>();
        foreach (var connections in (int[])[32, 128])
        {
            var (bare, proxied) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                bare.Add(await Wrk.RunAsync(direct, token, connections, Seconds));
                proxied.Add(await Wrk.RunAsync(through, token, connections, Seconds));
            }

            var ratio = Load.Median(proxied) / Load.Median(bare);
            rows.Add([connections, Load.Median(bare), Load.Median(proxied), ratio, RatioTarget, ratio / RatioTarget]);
        }

        await report.TableAsync(
            $"GET {Path} by wrk, median of {Rounds} rounds of {Seconds} s in turns, header hygiene and rate limits on.",
            ["connections", "service, answers/s", "through the gateway", "ratio", "target", "of the target"], rows);
    }

    private static async Task AddedAsync(Report report, Uri direct, Uri through, string token)
    {
        var (bare, proxied) = (new List<PacedAnswers>(), new List<PacedAnswers>());
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await Wrk.PacedAsync(direct, token, PerSecond, Seconds));
            proxied.Add(await Wrk.PacedAsync(through, token, PerSecond, Seconds));
        }

        double Of(Func<PacedAnswers, double> value, List<PacedAnswers> rounds) => Load.Median(rounds.Select(value));
        var added = Of(r => r.Median, proxied) - Of(r => r.Median, bare);
        await report.TableAsync(
            $"The same at {Of(r => r.Rate, bare):#,0} and {Of(r => r.Rate, proxied):#,0} a second; median of {Rounds} rounds of {Seconds} s in turns.",
            ["", "service, ms", "through the gateway", "added", "target", "of the target"],
            [
                ["p50", Of(r => r.Median, bare), Of(r => r.Median, proxied), added, AddedTarget, added / AddedTarget],
                ["p99", Of(r => r.P99, bare), Of(r => r.P99, proxied), Of(r => r.P99, proxied) - Of(r => r.P99, bare), "", ""],
            ]);
    }
}
