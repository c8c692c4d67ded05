using System.Globalization;
using Yarp.ReverseProxy.LoadBalancing;

namespace Mediation.Gateway.Routes;

/// <summary>A route's options, each taken from the route, else from the global section, as Ocelot merges them.</summary>
internal sealed class RouteOptions(
    OcelotRoute route, OcelotGlobal global, IReadOnlySet<string> tokenProviders, Func<string, string, string?> refuse)
{
    // Ocelot's own default.
    private const int DefaultSeconds = 90;

    public string Balancing()
    {
        var type = route.LoadBalancerOptions?.Type ?? ForThis(global.LoadBalancerOptions)?.Type;
        switch (type?.ToUpperInvariant())
        {
            case null or "" or "NOLOADBALANCER":
                return LoadBalancingPolicies.FirstAlphabetical;
            case "ROUNDROBIN":
                return LoadBalancingPolicies.RoundRobin;
            case "LEASTCONNECTION":
                return LoadBalancingPolicies.LeastRequests;
            default:
                refuse("LoadBalancerOptions.Type", $"'{type}' is not supported by this gateway");
                return "";
        }
    }

    public TimeSpan Timeout()
    {
        // A quiet WebSocket is not a slow answer. An hour, so that a dead one is still cleared away.
        if (route.DownstreamScheme?.StartsWith("ws", StringComparison.OrdinalIgnoreCase) == true)
        {
            return TimeSpan.FromHours(1);
        }

        var quality = ForThis(global.QoSOptions);
        var milliseconds = route.QoSOptions?.Timeout ?? route.QoSOptions?.TimeoutValue ?? quality?.Timeout ?? quality?.TimeoutValue
            ?? (route.Timeout ?? global.Timeout ?? DefaultSeconds) * 1000L;
        if (milliseconds is < 1 or > 86_400_000)
        {
            refuse("QoSOptions.Timeout", $"{milliseconds} ms is not between 1 ms and one day");
        }

        return TimeSpan.FromMilliseconds(milliseconds);
    }

    /// <summary>What a body may hold on this route, where that is not what the host allows on all.</summary>
    public long? MaxBodyBytes()
    {
        foreach (var stranger in (route.Metadata ?? []).Keys.Where(key => key != nameof(MaxBodyBytes)))
        {
            refuse($"Metadata.{stranger}", "this key is not supported by this gateway");
        }

        if (route.Metadata?.GetValueOrDefault(nameof(MaxBodyBytes)) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0)
        {
            return bytes;
        }

        refuse("Metadata.MaxBodyBytes", $"'{text}' is not a number of bytes");
        return null;
    }

    public Quota? Quota() => QuotaOptions.Read(route.RateLimitOptions, ForThis(global.RateLimitOptions), refuse);

    public TokenDemand? Token()
    {
        var (own, all) = (route.AuthenticationOptions, ForThis(global.AuthenticationOptions));
        var keys = Keys(own) is { Count: > 0 } named ? named : Keys(all);
        if (keys.Count == 0 && own?.AllowedScopes is { Count: > 0 })
        {
            refuse("AuthenticationOptions.AllowedScopes", "needs AuthenticationProviderKeys");
        }

        if ((own?.AllowAnonymous ?? all?.AllowAnonymous ?? false) || keys.Count == 0)
        {
            return null;
        }

        foreach (var key in keys.Where(k => !tokenProviders.Contains(k)))
        {
            refuse("AuthenticationOptions.AuthenticationProviderKeys", $"'{key}' is unknown; there is Bearer");
        }

        return new TokenDemand(keys, own?.AllowedScopes ?? all?.AllowedScopes ?? []);
    }

    private static List<string> Keys(OcelotAuthentication? options) =>
    [
        .. options?.AuthenticationProviderKey is { Length: > 0 } single ? [single] : Array.Empty<string>(),
        .. options?.AuthenticationProviderKeys ?? [],
    ];

    private T? ForThis<T>(T? options)
        where T : OcelotOptions =>
        options?.RouteKeys is { Count: > 0 } group && !group.Contains(route.Key ?? "") ? null : options;
}
