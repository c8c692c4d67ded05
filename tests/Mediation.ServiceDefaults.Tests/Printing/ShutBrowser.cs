using System.Net;
using System.Net.Sockets;
using Mediation.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mediation.ServiceDefaults.Tests.Printing;

/// <summary>Even a page that nobody escaped and no policy guards runs nothing in the printing browser and reaches nobody.</summary>
public sealed class ShutBrowser : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task<TcpClient> _heard;

    public ShutBrowser()
    {
        _listener.Start();
        _heard = _listener.AcceptTcpClientAsync();
    }

    private string Attacker => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task a_page_of_an_attacker_runs_no_script_and_sends_no_request()
    {
        await using var printer = Printer();
        var (pdf, refusal) = await printer.PrintAsync(
            JobOf($"""
                <!DOCTYPE html><body><p id="words">unchanged</p><img src="http://{Attacker}/a"><link rel="stylesheet" href="http://{Attacker}/b">
                <iframe src="http://{Attacker}/c"></iframe><iframe src="file:///etc/passwd"></iframe>
                <script>document.getElementById('words').textContent = 'changed'; fetch('http://{Attacker}/d')</script></body>
                """),
            default);

        refusal.ShouldBeNull();
        var text = await PdfText.OfAsync(pdf.ShouldNotBeNull());
        text.ShouldContain("unchanged");
        text.ShouldNotContain("root:");
        _heard.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task a_page_that_sends_the_browser_elsewhere_gets_nowhere()
    {
        await using var printer = Printer();
        // Whether it is printed at all does not matter.
        await printer.PrintAsync(JobOf($"""<!DOCTYPE html><meta http-equiv="refresh" content="0;url=http://{Attacker}/"><p>x</p>"""), default);
        _heard.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task without_a_browser_the_answer_says_so()
    {
        await using var printer = Printer("/nowhere/chromium");
        (await printer.PrintAsync(JobOf(""), default)).Refusal!.Code.ShouldBe("pdf.unavailable");
        await using var broken = Printer("/bin/false");
        (await broken.PrintAsync(JobOf(""), default)).Refusal!.Code.ShouldBe("pdf.failed");
    }

    private static PdfPrinter Printer(string chromium = "/usr/bin/chromium") => new(
        new ConfigurationBuilder().AddInMemoryCollection([new("Printing:Chromium", chromium)]).Build(), TimeProvider.System, NullLogger<PdfPrinter>.Instance);

    private static PrintJob JobOf(string html) => new(html, "default-src * 'unsafe-inline'") { Corrections = _ => new Dictionary<string, string>() };
}
