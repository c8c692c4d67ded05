using System.Collections.Frozen;
using Microsoft.Extensions.Primitives;

namespace Mediation.Gateway.Requests;

/// <summary>Headers that a client has no business to send: they claim who he is, where he comes from, or concern one hop.</summary>
internal static class UntrustedHeaders
{
    // Connection and Upgrade are handled apart, for WebSocket; Transfer-Encoding is Kestrel's and YARP's to read.
    private static readonly FrozenSet<string> _exact = new[]
    {
        "Keep-Alive", "TE", "Trailer", "HTTP2-Settings", "ALPN", "Close", "Security-Scheme",
        "Forwarded", "Via", "X-Real-IP", "Client-IP", "True-Client-IP", "Fastly-Client-IP", "X-Cluster-Client-IP",
        "X-Host", "X-HTTP-Host-Override", "X-Rewrite-URL", "X-Scheme", "X-ProxyUser-IP",
        "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override",
        "Remote-User", "Remote-Addr", "Remote-Groups", "Remote-Email", "Remote-Name", "X-Role", "X-Roles", "X-Groups", "X-Tenant",
        "X-Content-Length",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] _prefixes =
    [
        "X-Forward", "X-Original", "X-Client", "X-User", "X-Identity", "X-Actor", "X-Auth", "X-Remote", "X-Principal",
        "X-MS-CLIENT-PRINCIPAL", "X-MS-TOKEN", "X-ARR-", "X-SSL-", "X-Envoy-", "X-Appgw-", "X-Azure-", "X-Goog-", "X-Amzn-Oidc-",
    ];

    public static IReadOnlyList<string> OfAnswers { get; } =
    [
        "Server", "X-Powered-By", "X-AspNet-Version", "Trailer", "Via",
        "Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Methods", "Access-Control-Allow-Headers",
        "Access-Control-Expose-Headers", "Access-Control-Max-Age", "Access-Control-Allow-Private-Network", "Timing-Allow-Origin",
    ];

    public static void RemoveFrom(IHeaderDictionary headers)
    {
        List<string>? unwanted = null;
        foreach (var header in headers)
        {
            if (IsUntrusted(header.Key))
            {
                (unwanted ??= []).Add(header.Key);
            }
        }

        foreach (var name in unwanted ?? [])
        {
            headers.Remove(name);
        }
    }

    /// <summary>Removes what a Connection header names: such headers are for this hop only.</summary>
    public static void RemoveNamed(IHeaderDictionary headers, StringValues connection)
    {
        foreach (var line in connection)
        {
            if (line is null or "keep-alive" or "Upgrade" or "close")
            {
                continue;
            }

            foreach (var name in line.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase))
                {
                    headers.Remove(name);
                }
            }
        }
    }

    private static bool IsUntrusted(string name) =>
        _exact.Contains(name) || (name.Length > 4 && (name[0] | 0x20) switch
        {
            'x' => name[1] == '-' && HasPrefix(name),
            'p' => name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase),
            'c' => name.StartsWith("CF-", StringComparison.OrdinalIgnoreCase),
            'm' => name.StartsWith("MS-ASPNETCORE-", StringComparison.OrdinalIgnoreCase),
            's' => name.StartsWith("SSL-", StringComparison.OrdinalIgnoreCase),
            _ => false,
        });

    private static bool HasPrefix(string name)
    {
        foreach (var prefix in _prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
