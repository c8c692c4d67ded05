using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Mediation.Gateway.Tests;

/// <summary>What a service saw of one request.</summary>
internal sealed record Seen(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A real service on a port of its own that remembers what it was sent.</summary>
internal sealed class Backend : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Backend(WebApplication app) => _app = app;

    public ConcurrentQueue<Seen> Requests { get; } = [];

    public int Port { get; private set; }

    public static async Task<Backend> StartAsync(RequestDelegate? answer = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var backend = new Backend(builder.Build());
        backend._app.UseWebSockets();
        backend._app.Run(async http =>
        {
            await backend.RememberAsync(http);
            await (answer ?? (x => x.Response.WriteAsync("ok")))(http);
        });
        await backend._app.StartAsync();
        backend.Port = new Uri(backend._app.Urls.Single()).Port;
        return backend;
    }

    public Seen Last => Requests.Last();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task RememberAsync(HttpContext http)
    {
        var body = "";
        if (http.Request.Path != "/swallow" && !http.WebSockets.IsWebSocketRequest)
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            body = await reader.ReadToEndAsync();
        }

        Requests.Enqueue(new Seen(
            http.Request.Method,
            http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body));
    }
}
