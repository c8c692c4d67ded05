using System.Diagnostics;
using System.Globalization;

namespace Mediation.Testing;

/// <summary>A program of the suite as a process of its own, with its output in a file. Not thread-safe.</summary>
/// <remarks>
/// A shell stands between: it kills the program when its standard input ends, which happens however this process dies, and since
/// nobody else waits for its child, the id it kills is never a stranger's.
/// </remarks>
internal sealed class ServiceProcess(string binary, string log, Func<IReadOnlyDictionary<string, string>> environment)
{
    private const string Watch =
        """
        log=$1; shift
        dotnet "$@" </dev/null >>"$log" 2>&1 &
        echo $!
        if [ "$KEEP" = 1 ]; then read -r _; kill -9 $! 2>/dev/null; wait $! 2>/dev/null; else wait $!; fi
        """;

    // Several at once, beside tests that have both processors busy: in a slow hour a minute was not enough.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private Process? _shell;

    /// <summary>Process id of the program itself; 0 while it is not started.</summary>
    internal int Id { get; private set; }

    internal string Log => log;

    internal bool IsRunning => Id != 0 && Status("State") is { } state && !state.StartsWith('Z') && !state.StartsWith('X');

    /// <summary>Memory that is resident now, in bytes.</summary>
    internal long ResidentBytes => Bytes("VmRSS");

    /// <summary>The most that was resident at any time, in bytes.</summary>
    internal long MostResidentBytes => Bytes("VmHWM");

    /// <summary>Processor time used so far.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetProcessById(Id);
            return process.TotalProcessorTime;
        }
    }

    internal async Task StartAsync()
    {
        _shell = Launch(keep: true);
        Id = int.Parse((await _shell.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    /// <summary>One of the verbs, to its end.</summary>
    internal async Task RunAsync(params string[] verb)
    {
        using var shell = Launch(keep: false, verb);
        using var patience = new CancellationTokenSource(Patience);
        await shell.WaitForExitAsync(patience.Token);
        if (shell.ExitCode != 0)
        {
            throw new InvalidOperationException($"{binary} {verb[0]} ended with {shell.ExitCode}: {Tail()}");
        }
    }

    /// <summary>kill -9, and waits until it is gone.</summary>
    internal async Task KillAsync()
    {
        if (_shell is { } shell)
        {
            shell.StandardInput.Close();
            await shell.WaitForExitAsync();
            shell.Dispose();
            (_shell, Id) = (null, 0);
        }
    }

    internal string Tail() => string.Join('\n', File.Exists(log) ? File.ReadLines(log).TakeLast(20) : []);

    private Process Launch(bool keep, params string[] verb)
    {
        var folder = Path.Combine(ReferenceData.Find("artifacts/bin"), binary, "release");
        // A session of its own: Ctrl-C on the terminal must reach the shell as the end of its input, not as a signal.
        var start = new ProcessStartInfo("setsid", ["sh", "-c", Watch, "sh", log, $"{binary}.dll", .. verb])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["KEEP"] = keep ? "1" : "0";
        if (!keep)
        {
            // As deploy/ does: the workflow compiles all well, which a process that soon ends does not get back.
            start.Environment["DOTNET_TC_QuickJit"] = "1";
        }

        foreach (var (name, value) in environment())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private long Bytes(string field) => long.Parse((Status(field) ?? "0 kB").Split(' ')[0], CultureInfo.InvariantCulture) * 1024;

    private string? Status(string field)
    {
        try
        {
            return File.ReadLines($"/proc/{Id}/status").FirstOrDefault(l => l.StartsWith($"{field}:", StringComparison.Ordinal))?[(field.Length + 1)..].Trim();
        }
        catch (IOException)
        {
            return null;
        }
    }
}
