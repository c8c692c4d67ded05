using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Mediation.Benchmarks;

/// <summary>wrk, which loads a server with less processor time than a client in .NET.</summary>
internal static partial class Wrk
{
    /// <returns>Answers a second, all of them 2xx.</returns>
    internal static async Task<double> RunAsync(Uri url, int connections, int seconds)
    {
        var start = new ProcessStartInfo("wrk", ["-t2", $"-c{connections}", $"-d{seconds}s", url.AbsoluteUri]) { RedirectStandardOutput = true };
        using var wrk = Process.Start(start)!;
        var said = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var rate = Rate().Match(said);
        return rate.Success && wrk.ExitCode == 0 && !said.Contains("Non-2xx", StringComparison.Ordinal)
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"wrk {url}: {said}");
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
