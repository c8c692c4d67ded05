using System.Diagnostics;
using System.Globalization;
using Mediation.Testing;

namespace Mediation.Benchmarks;

/// <summary>Processor time so far of everything that takes part, in seconds, by name.</summary>
internal sealed class Usage
{
    private const double TicksPerSecond = 100;
    private readonly Dictionary<string, double> _seconds;
    private readonly long _at = Stopwatch.GetTimestamp();

    private Usage(Dictionary<string, double> seconds) => _seconds = seconds;

    internal static Usage Of(ProcessSuite suite)
    {
        var seconds = suite.Names.ToDictionary(name => name, name => suite.ProcessorTime(name).TotalSeconds);
        seconds["PostgreSQL"] = OfCommand("postgres");
        seconds["RabbitMQ"] = OfCommand("beam.smp");
        seconds["this program"] = Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds;
        // A figure measured beside strangers says little.
        seconds["all others"] = Busy() - seconds.Values.Sum();
        return new Usage(seconds);
    }

    /// <summary>Hundredths of one core, such as <c>gateway 22, intake 31</c>.</summary>
    internal string Since(Usage before)
    {
        var passed = Stopwatch.GetElapsedTime(before._at, _at).TotalSeconds;
        return string.Join(", ", _seconds.Select(s => $"{s.Key} {Math.Round(100 * (s.Value - before._seconds[s.Key]) / passed)}"));
    }

    // user, nice, system, idle, iowait, irq, softirq
    private static double Busy()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new[] { 1, 2, 3, 6, 7 }.Sum(i => double.Parse(fields[i], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    private static double OfCommand(string command) =>
        Directory.EnumerateDirectories("/proc").Sum(process => int.TryParse(Path.GetFileName(process), out _) ? Seconds(process, command) : 0);

    private static double Seconds(string process, string command)
    {
        try
        {
            var stat = File.ReadAllText($"{process}/stat");
            var end = stat.LastIndexOf(')');
            if (!stat.AsSpan(0, end).EndsWith($"({command}"))
            {
                return 0;
            }

            var fields = stat[(end + 2)..].Split(' ');
            return (double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
