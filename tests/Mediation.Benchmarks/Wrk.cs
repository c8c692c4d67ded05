using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mediation.Benchmarks;

/// <summary>Answers a second, and milliseconds from a request sent to its answer.</summary>
internal sealed record PacedAnswers(double Rate, double Median, double P99);

/// <summary>wrk, which loads a server with less processor time than a client in .NET.</summary>
internal static partial class Wrk
{
    private const int PacedConnections = 20;

    /// <returns>Answers a second, all of them 2xx.</returns>
    internal static async Task<double> RunAsync(Uri url, string token, int connections, int seconds) =>
        Number(Rate(), await SayAsync("-H", $"Authorization: Bearer {token}", "-t2", $"-c{connections}", $"-d{seconds}s", url.AbsoluteUri));

    /// <summary>About so many requests a second: each connection waits before its next one.</summary>
    internal static async Task<PacedAnswers> PacedAsync(Uri url, string token, int perSecond, int seconds)
    {
        var script = Path.GetTempFileName();
        try
        {
            var wait = 1000 * PacedConnections / perSecond;
            await File.WriteAllTextAsync(script, $"function delay() return math.random({wait / 2}, {(3 * wait / 2) - 2}) end");
            var said = await SayAsync("-H", $"Authorization: Bearer {token}", "-t1", $"-c{PacedConnections}", $"-d{seconds}s", "--latency", "-s", script, url.AbsoluteUri);
            return new(Number(Rate(), said), Milliseconds(said, "50"), Milliseconds(said, "99"));
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<string> SayAsync(params string[] arguments)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", arguments) { RedirectStandardOutput = true })!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        return wrk.ExitCode == 0 && !said.Contains("Non-2xx", StringComparison.Ordinal)
            ? said
            : throw new InvalidOperationException($"wrk {string.Join(' ', arguments)}: {said}");
    }

    private static double Number(Regex figure, string said) =>
        double.Parse(figure.Match(said).Groups[1].Value, CultureInfo.InvariantCulture);

    private static double Milliseconds(string said, string percent)
    {
        var found = Latency().Matches(said).First(m => m.Groups[1].Value == percent);
        return double.Parse(found.Groups[2].Value, CultureInfo.InvariantCulture) * found.Groups[3].Value switch { "us" => 0.001, "ms" => 1, _ => 1000 };
    }

    [GeneratedRegex(@"^\s+(\d+)%\s+([\d.]+)(us|ms|s)", RegexOptions.Multiline)]
    private static partial Regex Latency();

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
