namespace Mediation.ServiceDefaults;

/// <summary>
/// Prints pages as PDF with one warm Chromium, a few at a time; who waits too long is told so. The browser is replaced after some
/// prints and ends when nobody has printed for a while. Thread-safe.
/// </summary>
/// <param name="configuration">Reads <c>Printing:Chromium</c>, the browser's path; /usr/bin/chromium when not set.</param>
/// <param name="clock">Tells when the browser is idle.</param>
/// <param name="logger">Hears of prints that failed.</param>
public sealed partial class PdfPrinter(IConfiguration configuration, TimeProvider clock, ILogger<PdfPrinter> logger) : IAsyncDisposable
{
    // Laying out takes a core each.
    private const int AtOnce = 3;
    private const int MostWaiting = 40;
    private const int PrintsEach = 60;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KeptWarm = TimeSpan.FromMinutes(10);

    private static readonly Refusal Absent = new(
        "pdf.unavailable", "本机未安装Chromium，无法生成PDF；其他格式可用", "Chromium is not installed here, so there is no PDF; the other formats work without")
    { Status = StatusCodes.Status503ServiceUnavailable };

    private static readonly Refusal Busy =
        new("pdf.busy", "打印任务过多，请稍后重试", "Too many are printing; try again") { Status = StatusCodes.Status503ServiceUnavailable };

    private static readonly Refusal Failed =
        new("pdf.failed", "生成PDF失败，请稍后重试", "Printing failed; try again") { Status = StatusCodes.Status503ServiceUnavailable };

    private readonly string _chromium = configuration["Printing:Chromium"] ?? "/usr/bin/chromium";
    private readonly SemaphoreSlim _free = new(AtOnce);
    private readonly Lock _gate = new();
    private Browser? _browser;
    private int _waiting;

    /// <summary>Prints one page.</summary>
    /// <returns>The PDF, or a 503 that says why there is none.</returns>
    public async Task<(byte[]? Pdf, Refusal? Refusal)> PrintAsync(PrintJob job, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(job);
        if (!File.Exists(_chromium))
        {
            return (null, Absent);
        }

        try
        {
            if (Interlocked.Increment(ref _waiting) > MostWaiting || !await _free.WaitAsync(Patience, cancellation))
            {
                return (null, Busy);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        var browser = Take();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Longest);
            await using var tab = await Tab.OpenAsync(browser.Tools, limit.Token);
            return (await tab.PrintAsync(job), null);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogFailed(logger, e.GetType().Name, e.Message);
            browser.Uses = PrintsEach;
            return (null, Failed);
        }
        finally
        {
            await GiveBackAsync(browser);
            _free.Release();
        }
    }

    /// <summary>Ends the browser.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _browser, null) is { } browser)
        {
            await browser.Tools.DisposeAsync();
        }
    }

    private Browser Take()
    {
        lock (_gate)
        {
            if (_browser is null || !_browser.Tools.IsAlive)
            {
                _browser = new Browser(DevTools.Start(_chromium));
                _ = EndWhenIdleAsync(_browser);
            }

            _browser.Users++;
            _browser.Uses++;
            _browser.LastUsed = clock.GetTimestamp();
            var taken = _browser;
            if (taken.Uses >= PrintsEach)
            {
                // The next one gets a new browser; who gives this one back last ends it.
                _browser = null;
            }

            return taken;
        }
    }

    private async Task GiveBackAsync(Browser browser)
    {
        lock (_gate)
        {
            browser.Users--;
            if (_browser == browser && (browser.Uses >= PrintsEach || !browser.Tools.IsAlive))
            {
                _browser = null;
            }

            if (browser.Users > 0 || _browser == browser)
            {
                return;
            }
        }

        await browser.Tools.DisposeAsync();
    }

    private async Task EndWhenIdleAsync(Browser browser)
    {
        while (true)
        {
            await Task.Delay(KeptWarm, clock);
            lock (_gate)
            {
                if (_browser != browser)
                {
                    return;
                }

                if (browser.Users > 0 || clock.GetElapsedTime(browser.LastUsed) < KeptWarm)
                {
                    continue;
                }

                _browser = null;
            }

            await browser.Tools.DisposeAsync();
            return;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A page could not be printed: {Fault} {Reason}")]
    private static partial void LogFailed(ILogger logger, string fault, string reason);

    private sealed class Browser(DevTools tools)
    {
        internal DevTools Tools { get; } = tools;

        internal int Users { get; set; }

        internal int Uses { get; set; }

        internal long LastUsed { get; set; }
    }
}
