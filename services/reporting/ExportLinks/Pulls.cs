using Mediation.ServiceDefaults;
using Microsoft.Net.Http.Headers;

namespace Mediation.Reporting.ExportLinks;

/// <summary>
/// Asks the service's own routes in a maker's name, so that what is pulled meets the same checks of role, area and small cells as what is asked with
/// a token, whichever route it is. Thread-safe.
/// </summary>
internal sealed class Pulls(IServiceScopeFactory scopes, IHttpContextAccessor accessor)
{
    private static readonly string[] Answering = ["/api/v1/metrics/", "/api/v1/sheets/", "/api/v1/publications/"];
    private static readonly Uri Here = new("http://reporting");

    private RequestDelegate? _pipeline;

    /// <summary>Takes hold of what comes after: routing has to be in it.</summary>
    internal RequestDelegate Hold(RequestDelegate next) => _pipeline = next;

    /// <summary>Whether it is the path and query of an answer, and neither of links themselves nor of the audit trail.</summary>
    internal static bool CanAnswer(string question) =>
        question.StartsWith('/') && Uri.TryCreate(Here, question, out var address) && address.Host == Here.Host && address.Fragment.Length == 0
        && Answering.Any(path => address.AbsolutePath.StartsWith(path, StringComparison.Ordinal));

    internal Task<PulledAnswer> AskAsync(HttpContext outer, string question, Caller maker)
    {
        // Of its own flow: to set the accessor's context clears it wherever the same flow is still in use.
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => RunAsync(outer, new Uri(Here, question), maker));
        }
    }

    private async Task<PulledAnswer> RunAsync(HttpContext outer, Uri question, Caller maker)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var answer = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = outer.RequestAborted };
        http.Request.Method = HttpMethods.Get;
        http.Request.Scheme = question.Scheme;
        http.Request.Host = outer.Request.Host;
        http.Request.Path = PathString.FromUriComponent(question);
        http.Request.QueryString = QueryString.FromUriComponent(question);
        foreach (var header in (string[])[HeaderNames.AcceptLanguage, HeaderNames.IfNoneMatch])
        {
            http.Request.Headers[header] = outer.Request.Headers[header];
        }

        http.Connection.RemoteIpAddress = outer.Connection.RemoteIpAddress;
        http.Response.Body = answer;
        http.Features.Set(new Vouched(maker));
        accessor.HttpContext = http;
        await _pipeline!(http);
        await http.Response.CompleteAsync();
        return new PulledAnswer(http.Response.StatusCode, http.Response.Headers, answer.ToArray());
    }
}

/// <summary>What a route answered within.</summary>
internal sealed record PulledAnswer(int Status, IHeaderDictionary Headers, byte[] Body) : IResult
{
    private static readonly string[] Kept =
    [
        HeaderNames.ContentType, HeaderNames.ContentDisposition, HeaderNames.ETag, HeaderNames.CacheControl, HeaderNames.Link, HeaderNames.RetryAfter,
    ];

    /// <summary>As the answer to a request that is not about it, without what would let it be kept.</summary>
    internal PulledAnswer AsRefusal() => this with
    {
        // A redirect or an empty answer is no refusal that a caller would understand.
        Status = Status >= StatusCodes.Status400BadRequest ? Status : StatusCodes.Status409Conflict,
        Headers = new HeaderDictionary { [HeaderNames.ContentType] = Headers.ContentType },
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = Status;
        foreach (var header in Kept.Where(Headers.ContainsKey))
        {
            httpContext.Response.Headers[header] = Headers[header];
        }

        if (Body.Length > 0)
        {
            httpContext.Response.ContentLength = Body.Length;
            await httpContext.Response.Body.WriteAsync(Body, httpContext.RequestAborted);
        }
    }
}
