using Microsoft.AspNetCore.Http.Features;

namespace Mediation.Gateway.Requests;

internal static class RequestTarget
{
    /// <summary>The path as the client wrote it, percent signs and all.</summary>
    public static string RawPath(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.StartsWith('/') ? target.AsSpan() : AfterAuthority(target);
        var query = path.IndexOf('?');
        return query < 0 ? path.ToString() : path[..query].ToString();
    }

    /// <summary>
    /// True where the path means different things to different readers: dot segments and backslashes, plain or encoded.
    /// The route is chosen by the resolved path and the service is given the written one; so they must be one path.
    /// </summary>
    public static bool IsAmbiguous(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = end < 0 ? target : target[..end];
        return path.Contains('\\', StringComparison.Ordinal)
            || path.Contains("%5c", StringComparison.OrdinalIgnoreCase)
            || ((path.Contains('.', StringComparison.Ordinal) || path.Contains("%2e", StringComparison.OrdinalIgnoreCase)) && HasDots(path));
    }

    private static bool HasDots(string path) =>
        path.Replace("%2e", ".", StringComparison.OrdinalIgnoreCase).Replace("%2f", "/", StringComparison.OrdinalIgnoreCase)
            .Split('/').Any(segment => segment is "." or "..");

    // The absolute form, "GET http://host/path": allowed by RFC 9112 and sent by proxies.
    private static ReadOnlySpan<char> AfterAuthority(string target)
    {
        var authority = target.IndexOf("://", StringComparison.Ordinal);
        var slash = authority < 0 ? -1 : target.IndexOf('/', authority + 3);
        return slash < 0 ? "/" : target.AsSpan(slash);
    }
}
