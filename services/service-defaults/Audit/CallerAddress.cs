using System.Net;

namespace Mediation.ServiceDefaults;

/// <summary>
/// Where a request comes from. The gateway names its peer in <c>X-Forwarded-For</c> and drops what others wrote there; it is believed from
/// this machine and from the networks under <c>Audit:Proxies</c> (such as <c>10.0.0.0/8</c>), nowhere else. Immutable.
/// </summary>
public sealed class CallerAddress
{
    private readonly IReadOnlyList<IPNetwork> _proxies;

    /// <param name="configuration">Reads <c>Audit:Proxies</c>.</param>
    /// <exception cref="FormatException">One is not a network.</exception>
    public CallerAddress(IConfiguration configuration) =>
        _proxies = [.. (configuration.GetSection("Audit:Proxies").Get<string[]>() ?? []).Select(IPNetwork.Parse)];

    /// <summary>Null when the connection has none.</summary>
    public string? Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (Plain(http.Connection.RemoteIpAddress) is not { } peer)
        {
            return null;
        }

        // The last one is what the peer itself wrote.
        var told = http.Request.Headers["X-Forwarded-For"].LastOrDefault()?.Split(',')[^1].Trim();
        return (IsProxy(peer) && IPAddress.TryParse(told, out var address) ? Plain(address)! : peer).ToString();
    }

    private bool IsProxy(IPAddress peer) => IPAddress.IsLoopback(peer) || _proxies.Any(network => network.Contains(peer));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
