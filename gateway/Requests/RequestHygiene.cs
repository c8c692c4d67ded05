using Mediation.Gateway.Routes;
using Microsoft.AspNetCore.Http.Features;

namespace Mediation.Gateway.Requests;

/// <summary>First in line: nothing behind it sees a header, path or framing that a client may use to deceive.</summary>
internal static class RequestHygiene
{
    public static void UseRequestHygiene(this WebApplication app) => app.Use(next => http =>
    {
        AnswerHeaders.CompleteAtTheEnd(http);
        if (Refusal(http) is { } refusal)
        {
            return refusal.WriteAsync(http);
        }

        Clean(http.Request);
        return next(http);
    });

    /// <summary>After the route is known, which may allow more. Kestrel would say so only when the body is read, that is after the service was called.</summary>
    public static void UseBodyLimits(this WebApplication app) => app.Use(next => http =>
    {
        // YARP tells Kestrel of the route's own limit only when it forwards.
        var limit = http.GetEndpoint()?.Metadata.GetMetadata<GatewayRoute>()?.MaxBodyBytes
            ?? http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        return http.Request.ContentLength > limit ? Problem.BodyTooLarge.WriteAsync(http) : next(http);
    });

    private static Problem? Refusal(HttpContext http)
    {
        var request = http.Request;
        if (request.Headers.TransferEncoding.Count > 0 && HasTwoLengths(request))
        {
            http.Response.Headers.Connection = "close";
            return Problem.TwoLengths;
        }

        if (RequestTarget.IsAmbiguous(http))
        {
            return Problem.AmbiguousPath;
        }

        if (HttpMethods.IsOptions(request.Method) && request.Headers.AccessControlRequestMethod.Count > 0)
        {
            return Problem.OtherSite;
        }

        return null;
    }

    // Two lengths in one request are how requests are smuggled. Kestrel prefers Transfer-Encoding and renames the other; it takes
    // codings before the last chunked, a second chunked among them, and chunks of HTTP/1.0, which older readers do not know.
    private static bool HasTwoLengths(HttpRequest request) =>
        request.ContentLength is not null
        || request.Headers.ContainsKey("X-Content-Length")
        || !string.Equals(request.Headers.TransferEncoding, "chunked", StringComparison.OrdinalIgnoreCase)
        || !HttpProtocol.IsHttp11(request.Protocol);

    private static void Clean(HttpRequest request)
    {
        var headers = request.Headers;
        UntrustedHeaders.RemoveNamed(headers, headers.Connection);
        UntrustedHeaders.RemoveFrom(headers);
        if (!IsWebSocket(request))
        {
            headers.Remove("Connection");
            headers.Remove("Upgrade");
        }
    }

    private static bool IsWebSocket(HttpRequest request) =>
        request.Headers.Upgrade.Count == 1
        && HttpMethods.IsGet(request.Method)
        && string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
        && request.Headers.SecWebSocketVersion == "13"
        && request.Headers.SecWebSocketKey.Count == 1;
}
