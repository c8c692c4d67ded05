using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Mediation.Workflow.Offline;

/// <param name="Key">The Idempotency-Key.</param>
internal sealed record InnerRequest(Guid Key, string Path, string Body, string? IfMatch);

/// <param name="Version">The answer's ETag.</param>
internal sealed record InnerAnswer(int Status, string? Version, JsonElement? Body);

/// <summary>
/// Sends requests through the service's own pipeline, so that a command of a batch meets the same checks of token, role, area, body and
/// rules as any other. Thread-safe.
/// </summary>
internal sealed class InnerRequests(IServiceScopeFactory scopes, IHttpContextAccessor accessor)
{
    // What is about the batch's own body or answer; the rest (token, language, forwarding) holds for each command.
    private static readonly string[] OfTheBatch =
        ["Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "Idempotency-Key", "If-Match", "If-None-Match", "Prefer", "Expect"];

    private RequestDelegate? _pipeline;

    /// <summary>Takes hold of what comes after: routing has to be in it.</summary>
    internal RequestDelegate Hold(RequestDelegate next) => _pipeline = next;

    internal Task<InnerAnswer> SendAsync(HttpContext outer, InnerRequest request)
    {
        var activity = Activity.Current;
        // Of its own flow: to set the accessor's context clears it wherever the same flow is still in use.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() =>
            {
                Activity.Current = activity;
                return RunAsync(outer, request);
            });
        }
    }

    private async Task<InnerAnswer> RunAsync(HttpContext outer, InnerRequest request)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var answer = new MemoryStream();
        var http = Context(outer, request, scope.ServiceProvider, answer);
        accessor.HttpContext = http;
        await _pipeline!(http);
        await http.Response.CompleteAsync();
        return new InnerAnswer(
            http.Response.StatusCode, http.Response.Headers.ETag,
            answer.Length == 0 ? null : JsonElement.Parse(answer.GetBuffer().AsSpan(0, (int)answer.Length)));
    }

    private static DefaultHttpContext Context(HttpContext outer, InnerRequest request, IServiceProvider services, Stream answer)
    {
        var http = new DefaultHttpContext { RequestServices = services, RequestAborted = outer.RequestAborted };
        foreach (var header in outer.Request.Headers.Where(h => !OfTheBatch.Contains(h.Key, StringComparer.OrdinalIgnoreCase)))
        {
            http.Request.Headers[header.Key] = header.Value;
        }

        var body = Encoding.UTF8.GetBytes(request.Body);
        http.Request.Method = HttpMethods.Post;
        http.Request.Scheme = outer.Request.Scheme;
        http.Request.Host = outer.Request.Host;
        http.Request.Protocol = outer.Request.Protocol;
        http.Request.Path = request.Path;
        http.Request.ContentType = "application/json";
        http.Request.ContentLength = body.Length;
        http.Request.Body = new MemoryStream(body);
        http.Request.Headers["Idempotency-Key"] = request.Key.ToString();
        http.Request.Headers.IfMatch = request.IfMatch;
        http.Response.Body = answer;
        http.Connection.RemoteIpAddress = outer.Connection.RemoteIpAddress;
        http.Connection.RemotePort = outer.Connection.RemotePort;
        http.Features.Set<IHttpRequestBodyDetectionFeature>(new HasBody());
        return http;
    }

    private sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }
}
