using System.Diagnostics;

namespace Mediation.Testing;

/// <summary>Programs on Node.js that nobody here wrote, or that drive such: proofs that others understand the suite.</summary>
public sealed class NodeProgram : IAsyncDisposable
{
    /// <summary>Where the programs and the versions of their packages lie.</summary>
    private static readonly string Folder = ReferenceData.Find("tests/Mediation.Identity.Tests/node");

    private readonly Process _process;

    private NodeProgram(Process process, string firstLine) => (_process, FirstLine) = (process, firstLine);

    /// <summary>What it said when it was ready.</summary>
    public string FirstLine { get; }

    /// <summary>Installs the packages as locked, once: who installs again takes them from under those that run.</summary>
    public static Task InstallAsync() => RunAsync(
        "flock", "package.json", "sh", "-c",
        "cmp -s package-lock.json node_modules/.installed || "
        + "{ npm ci --no-audit --no-fund --ignore-scripts --prefer-offline && cp package-lock.json node_modules/.installed; }");

    /// <summary>Runs a program to its end.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message is what it complained of.</exception>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Launch(program, arguments);
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {arguments[0]}: {await errors}{await output}");
    }

    /// <summary>Starts a program that prints one line when it is ready and ends with its standard input.</summary>
    /// <exception cref="InvalidOperationException">It ended before.</exception>
    public static async Task<NodeProgram> StartAsync(params string[] arguments)
    {
        var process = Launch("node", arguments);
        var errors = process.StandardError.ReadToEndAsync();
        return await process.StandardOutput.ReadLineAsync() is { } line
            ? new NodeProgram(process, line)
            : throw new InvalidOperationException($"node {arguments[0]}: {await errors}");
    }

    /// <summary>Lets it end.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Launch(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;
}
