using System.Diagnostics;
using System.Globalization;

namespace Mediation.Workflow.Printing;

/// <summary>
/// Pages of a PDF that somebody sent, as pictures: what may hide in it does not come along. Poppler draws them, in a process of its own
/// with bounds of memory and time, and nothing of the file touches the disk. Without poppler there are no pictures. Thread-safe.
/// </summary>
internal sealed partial class PaperPages(IConfiguration configuration, ILogger<PaperPages> logger) : IDisposable
{
    /// <summary>Of one file; the rest is told in words.</summary>
    internal const int MostPages = 60;

    private const int AtOnce = 2;
    // A page of A4 with 150 points an inch, whatever size its maker gave it.
    private const int LongerSide = 1754;
    private const long MostMemory = 1L << 30;
    private const int MostSeconds = 10;

    private readonly string _folder = configuration["Printing:Poppler"] ?? "/usr/bin";
    private readonly SemaphoreSlim _free = new(AtOnce);

    public void Dispose() => _free.Dispose();

    /// <returns>0 where it cannot be told: a password, a broken file, no poppler.</returns>
    internal async Task<int> CountAsync(byte[] pdf, CancellationToken cancellation)
    {
        var said = System.Text.Encoding.UTF8.GetString(await RunAsync("pdfinfo", ["-"], pdf, cancellation) ?? []);
        var line = said.Split('\n').FirstOrDefault(l => l.StartsWith("Pages:", StringComparison.Ordinal));
        return int.TryParse(line?["Pages:".Length..], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pages) ? pages : 0;
    }

    /// <returns>JPEG; null where the page cannot be drawn within the bounds.</returns>
    internal async Task<byte[]?> DrawAsync(byte[] pdf, int page, CancellationToken cancellation)
    {
        var picture = await RunAsync(
            "pdftoppm", ["-jpeg", "-jpegopt", "quality=80", "-scale-to", $"{LongerSide}", "-f", $"{page}", "-l", $"{page}", "-"], pdf, cancellation);
        return picture is [0xFF, 0xD8, ..] ? picture : null;
    }

    private async Task<byte[]?> RunAsync(string program, string[] arguments, byte[] input, CancellationToken cancellation)
    {
        var path = Path.Combine(_folder, program);
        if (!File.Exists(path))
        {
            return null;
        }

        await _free.WaitAsync(cancellation);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(TimeSpan.FromSeconds(2 * MostSeconds));
            return await SpeakAsync(Start(path, arguments), input, limit.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(logger, program, e.GetType().Name);
            return null;
        }
        finally
        {
            _free.Release();
        }
    }

    private static ProcessStartInfo Start(string path, string[] arguments) => new(
        "prlimit", [$"--as={MostMemory}", $"--cpu={MostSeconds}", "--core=0", "--", path, .. arguments])
    {
        RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
    };

    private static async Task<byte[]?> SpeakAsync(ProcessStartInfo start, byte[] input, CancellationToken cancellation)
    {
        using var process = Process.Start(start)!;
        try
        {
            using var output = new MemoryStream();
            var reading = process.StandardOutput.BaseStream.CopyToAsync(output, cancellation);
            var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellation);
            await FeedAsync(process, input, cancellation);
            await Task.WhenAll(reading, complaints);
            await process.WaitForExitAsync(cancellation);
            return process.ExitCode == 0 ? output.ToArray() : null;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    // It may have seen enough before all is sent.
    private static async Task FeedAsync(Process process, byte[] input, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Its answer tells.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Program} did not draw a page: {Fault}")]
    private static partial void LogFailed(ILogger logger, string program, string fault);
}
