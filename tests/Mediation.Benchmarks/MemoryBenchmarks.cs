using Mediation.Testing;

namespace Mediation.Benchmarks;

/// <summary>Resident memory of each process after whatever ran before; alone, after five seconds of commands.</summary>
internal static class MemoryBenchmarks
{
    private const double Target = 150;
    private const int Writers = 8;
    private static readonly TimeSpan Some = TimeSpan.FromSeconds(5);

    internal static async Task RunAsync(Report report, ProcessSuite suite)
    {
        var commands = new Commands(suite.Client, suite.Caller);
        await Load.RunAsync(Writers, Some, _ => commands.RegisterAsync());
        await report.TableAsync("Resident memory after the load (VmRSS).", ["process", "MB", "target", "of the target"],
            ProcessSuite.All.Select(name => new object[] { name, Megabytes(suite, name), Target, Megabytes(suite, name) / Target }));
    }

    private static double Megabytes(ProcessSuite suite, string name) => suite.ResidentBytes(name) / 1e6;
}
