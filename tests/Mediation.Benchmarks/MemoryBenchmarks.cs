using Mediation.Testing;

namespace Mediation.Benchmarks;

/// <summary>
/// Resident memory of each process after whatever ran before (alone, five seconds of commands): at once, and when it has rested long enough to
/// give back what the load took.
/// </summary>
internal static class MemoryBenchmarks
{
    private const double Target = 150;
    private const int Writers = 8;
    private static readonly TimeSpan Some = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(130);

    internal static async Task RunAsync(Report report, ProcessSuite suite)
    {
        var commands = new Commands(suite.Client, suite.Caller);
        await Load.RunAsync(Writers, Some, _ => commands.RegisterAsync());
        var atOnce = Megabytes(suite);
        await Task.Delay(Rest);
        var rested = Megabytes(suite);
        await report.TableAsync(
            $"Resident memory (VmRSS) right after the load, and after {Rest.TotalSeconds} s of rest.",
            ["process", "MB at once", "MB after the rest", "target", "of the target"],
            ProcessSuite.All.Select((name, i) => new object[] { name, atOnce[i], rested[i], Target, rested[i] / Target }));
    }

    private static double[] Megabytes(ProcessSuite suite) => [.. ProcessSuite.All.Select(name => suite.ResidentBytes(name) / 1e6)];
}
