using System.Text;
using System.Text.Json;

namespace Mediation.ServiceDefaults;

/// <summary>One page in a browser context of its own: scripts off, and every request answered here or failed.</summary>
internal sealed class Tab : IAsyncDisposable
{
    // In base64 below what the runtime keeps among large objects, which it seldom collects.
    private const int Portion = 48 * 1024;

    private readonly DevTools _browser;
    private readonly string _context;
    private readonly string _session;
    private readonly CancellationToken _cancellation;
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Tab(DevTools browser, string context, string session, CancellationToken cancellation) =>
        (_browser, _context, _session, _cancellation) = (browser, context, session, cancellation);

    internal static async Task<Tab> OpenAsync(DevTools browser, CancellationToken cancellation)
    {
        var context = (await browser.SendAsync("Target.createBrowserContext", null, null, cancellation)).GetProperty("browserContextId").GetString()!;
        var target = (await browser.SendAsync("Target.createTarget", new { url = "about:blank", browserContextId = context }, null, cancellation)).GetProperty("targetId").GetString();
        var session = (await browser.SendAsync("Target.attachToTarget", new { targetId = target, flatten = true }, null, cancellation)).GetProperty("sessionId").GetString()!;
        return new Tab(browser, context, session, cancellation);
    }

    internal async Task<byte[]> PrintAsync(PrintJob job)
    {
        _browser.Listen(_session, (method, parameters) => Hear(job, method, parameters));
        await SendAsync("Emulation.setScriptExecutionDisabled", new { value = true });
        await SendAsync("Fetch.enable", new { patterns = new[] { new { urlPattern = "*" } } });
        await SendAsync("Page.enable");
        await SendAsync("Page.navigate", new { url = PrintJob.Origin + "/" });
        await _loaded.Task.WaitAsync(_cancellation);
        var first = await PdfAsync();
        if (job.Corrections is not { } corrections)
        {
            return first;
        }

        // What names pages is laid out twice: only what is laid out has pages.
        var document = (await SendAsync("DOM.getDocument", new { depth = 0 })).GetProperty("root").GetProperty("nodeId").GetInt32();
        foreach (var (id, html) in corrections(PrintedPages.Of(first)))
        {
            var node = (await SendAsync("DOM.querySelector", new { nodeId = document, selector = $"[id=\"{id}\"]" })).GetProperty("nodeId").GetInt32();
            await SendAsync("DOM.setOuterHTML", new { nodeId = node, outerHTML = html });
        }

        return await PdfAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Forget(_session);
        try
        {
            await _browser.SendAsync("Target.disposeBrowserContext", new { browserContextId = _context }, null, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception e) when (e is DevToolsException or TimeoutException)
        {
            // It goes with its browser.
        }
    }

    private async Task<byte[]> PdfAsync()
    {
        var printed = await SendAsync("Page.printToPDF", new { preferCSSPageSize = true, printBackground = true, transferMode = "ReturnAsStream", generateTaggedPDF = false });
        var handle = printed.GetProperty("stream").GetString();
        // Joined at the end: arrays that double would be most of what is thrown away.
        var parts = new List<byte[]>();
        while (true)
        {
            var part = await SendAsync("IO.read", new { handle, size = Portion });
            var data = part.GetProperty("data");
            parts.Add(part.GetProperty("base64Encoded").GetBoolean() ? data.GetBytesFromBase64() : Encoding.Latin1.GetBytes(data.GetString()!));
            if (part.GetProperty("eof").GetBoolean())
            {
                await SendAsync("IO.close", new { handle });
                return Joined(parts);
            }
        }
    }

    private static byte[] Joined(List<byte[]> parts)
    {
        var pdf = new byte[parts.Sum(part => part.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(pdf, at);
            at += part.Length;
        }

        return pdf;
    }

    private void Hear(PrintJob job, string method, JsonElement parameters)
    {
        if (method == "Page.loadEventFired")
        {
            _loaded.TrySetResult();
        }
        else if (method == "Fetch.requestPaused")
        {
            // Not on the reading thread, which must go on to hear the answers.
            _ = Task.Run(() => AnswerAsync(job, parameters));
        }
    }

    private async Task AnswerAsync(PrintJob job, JsonElement parameters)
    {
        var requestId = parameters.GetProperty("requestId").GetString();
        try
        {
            var (media, bytes) = await FindAsync(job, parameters.GetProperty("request").GetProperty("url").GetString() ?? "") ?? (null, []);
            await (media is null
                ? SendAsync("Fetch.failRequest", new { requestId, errorReason = "BlockedByClient" })
                : SendAsync("Fetch.fulfillRequest", new
                {
                    requestId, responseCode = 200, body = bytes,
                    responseHeaders = new[] { new { name = "Content-Type", value = media }, new { name = "Content-Security-Policy", value = job.Policy } },
                }));
        }
        catch (Exception e)
        {
            // A picture that cannot be read must not be passed over in silence.
            _loaded.TrySetException(e);
        }
    }

    private async Task<(string? Media, byte[] Bytes)?> FindAsync(PrintJob job, string url)
    {
        if (url == PrintJob.Origin + "/")
        {
            return ("text/html; charset=utf-8", Encoding.UTF8.GetBytes(job.Html));
        }

        return url.StartsWith(PrintJob.Origin + "/", StringComparison.Ordinal) && Guid.TryParseExact(url[(PrintJob.Origin.Length + 1)..], "N", out var id)
            ? await job.PictureAsync(id, _cancellation)
            : null;
    }

    private Task<JsonElement> SendAsync(string method, object? parameters = null) => _browser.SendAsync(method, parameters, _session, _cancellation);
}
