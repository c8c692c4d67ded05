using System.Diagnostics;

namespace Mediation.Benchmarks;

/// <summary>Bounded loops: so many writers for so long.</summary>
internal static class Load
{
    /// <returns>Operations a second of all writers together, and the median latency in milliseconds.</returns>
    internal static async Task<(double Rate, double Median)> RunAsync(int writers, TimeSpan time, Func<int, Task> operation)
    {
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriteAsync(writer, clock, time, operation))));
        var seconds = clock.Elapsed.TotalSeconds;
        var all = latencies.SelectMany(l => l).ToArray();
        return (all.Length / seconds, Median(all));
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static async Task<List<double>> WriteAsync(int writer, Stopwatch clock, TimeSpan time, Func<int, Task> operation)
    {
        var latencies = new List<double>();
        while (clock.Elapsed < time)
        {
            var start = clock.Elapsed;
            await operation(writer);
            latencies.Add((clock.Elapsed - start).TotalMilliseconds);
        }

        return latencies;
    }
}
