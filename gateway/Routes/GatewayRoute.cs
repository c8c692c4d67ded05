namespace Mediation.Gateway.Routes;

/// <summary>A route with the global options folded in: all that the gateway needs to know about it.</summary>
internal sealed record GatewayRoute(
    string Name,
    string Upstream,
    string Downstream,
    IReadOnlyList<string> Methods,
    bool CaseSensitive,
    int Order,
    ServicePool Service,
    Quota? Quota,
    TokenDemand? Token,
    long? MaxBodyBytes);

/// <summary>Where requests go. Routes with equal values share one pool of connections.</summary>
internal sealed record ServicePool(IReadOnlyList<string> Addresses, string Balancing, TimeSpan Timeout)
{
    public string Id => $"{string.Join(' ', Addresses)} {Balancing} {Timeout}";
}

// Wait: how long a client over the limit is shut out; null means until the period ends.
// Exempt: values of ClientHeader that are not limited.
internal sealed record Quota(
    long Limit,
    TimeSpan Period,
    TimeSpan? Wait,
    int StatusCode,
    string? Message,
    bool Headers,
    string ClientHeader,
    IReadOnlyList<string> Exempt);

// Providers are tried in their order, the first that accepts the token wins. One of Scopes is enough; none asks for none.
internal sealed record TokenDemand(IReadOnlyList<string> Providers, IReadOnlyList<string> Scopes);
