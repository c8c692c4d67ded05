using System.Diagnostics;

namespace Mediation.Benchmarks;

/// <summary>Latencies in milliseconds.</summary>
internal sealed record Spread(double Median, double P99, double Worst)
{
    internal static Spread Of(IEnumerable<double> latencies)
    {
        var sorted = latencies.Order().ToArray();
        return new Spread(sorted[sorted.Length / 2], sorted[Math.Min(sorted.Length - 1, sorted.Length * 99 / 100)], sorted[^1]);
    }
}

/// <summary>An open loop: so many operations a second whatever the answers take, each timed from when it was due.</summary>
internal static class Pace
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    internal static async Task<Spread> RunAsync(int perSecond, TimeSpan time, Func<int, Task> operation)
    {
        var running = new Task<double>[(int)(perSecond * time.TotalSeconds)];
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < running.Length; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            while (clock.Elapsed < due)
            {
                await Task.Delay(Tick);
            }

            running[i] = OneAsync(i, due);
        }

        return Spread.Of(await Task.WhenAll(running));

        async Task<double> OneAsync(int i, TimeSpan due)
        {
            await operation(i);
            return (clock.Elapsed - due).TotalMilliseconds;
        }
    }
}
