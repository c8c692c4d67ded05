using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mediation.Gateway.Routes;

// Ocelot's own names, so that the same file runs under Ocelot. Ocelot binds keys without regard to case and ignores
// what it does not know; here the unknown lands in Unknown and is refused by name.
internal abstract record OcelotNode
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}

internal sealed record OcelotFile : OcelotNode
{
    public List<OcelotRoute>? Routes { get; init; }
    public OcelotGlobal? GlobalConfiguration { get; init; }
}

internal sealed record OcelotRoute : OcelotNode
{
    public string? Key { get; init; }
    public string? UpstreamPathTemplate { get; init; }
    public List<string>? UpstreamHttpMethod { get; init; }
    public string? DownstreamPathTemplate { get; init; }
    public string? DownstreamScheme { get; init; }
    public List<OcelotHost>? DownstreamHostAndPorts { get; init; }
    public OcelotBalancing? LoadBalancerOptions { get; init; }
    public OcelotRateLimit? RateLimitOptions { get; init; }
    public OcelotQuality? QoSOptions { get; init; }
    public OcelotAuthentication? AuthenticationOptions { get; init; }
    public int? Priority { get; init; }
    public bool RouteIsCaseSensitive { get; init; }
    public int? Timeout { get; init; }

    // Free for extensions in Ocelot. Here: MaxBodyBytes, which Ocelot leaves to the host.
    public Dictionary<string, string>? Metadata { get; init; }
}

internal sealed record OcelotGlobal : OcelotNode
{
    public string? BaseUrl { get; init; }
    public string? DownstreamScheme { get; init; }
    public OcelotBalancing? LoadBalancerOptions { get; init; }
    public OcelotRateLimit? RateLimitOptions { get; init; }
    public OcelotQuality? QoSOptions { get; init; }
    public OcelotAuthentication? AuthenticationOptions { get; init; }
    public int? Timeout { get; init; }
}

internal sealed record OcelotHost : OcelotNode
{
    public string? Host { get; init; }
    public int? Port { get; init; }
}

// RouteKeys belongs to the global section only: the group of routes that the global options are for.
internal abstract record OcelotOptions : OcelotNode
{
    public List<string>? RouteKeys { get; init; }
}

internal sealed record OcelotBalancing : OcelotOptions
{
    public string? Type { get; init; }
}

internal sealed record OcelotQuality : OcelotOptions
{
    public int? Timeout { get; init; }
    public int? TimeoutValue { get; init; }
}

internal sealed record OcelotAuthentication : OcelotOptions
{
    public bool? AllowAnonymous { get; init; }
    public List<string>? AllowedScopes { get; init; }
    public string? AuthenticationProviderKey { get; init; }
    public List<string>? AuthenticationProviderKeys { get; init; }
}

// The second half are the names up to Ocelot 24.0.
internal sealed record OcelotRateLimit : OcelotOptions
{
    public bool? EnableRateLimiting { get; init; }
    public bool? EnableHeaders { get; init; }
    public string? ClientIdHeader { get; init; }
    public List<string>? ClientWhitelist { get; init; }
    public long? Limit { get; init; }
    public string? Period { get; init; }
    public string? Wait { get; init; }
    public int? StatusCode { get; init; }
    public string? QuotaMessage { get; init; }

    public bool? DisableRateLimitHeaders { get; init; }
    public double? PeriodTimespan { get; init; }
    public int? HttpStatusCode { get; init; }
    public string? QuotaExceededMessage { get; init; }
}
