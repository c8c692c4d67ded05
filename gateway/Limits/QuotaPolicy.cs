using System.Threading.RateLimiting;
using Mediation.Gateway.Routes;
using Microsoft.AspNetCore.RateLimiting;

namespace Mediation.Gateway.Limits;

/// <summary>A route's limit. A class, not a record: a reloaded route with another limit starts counting anew.</summary>
internal sealed class RouteQuota(Quota quota)
{
    public Quota Quota => quota;

    public HashSet<string>? Exempt { get; } = quota.Exempt.Count == 0 ? null : [.. quota.Exempt];
}

/// <summary>
/// Counts per client address and route. Ocelot counts per value of ClientIdHeader, which any client can change at will;
/// here that header serves ClientWhitelist only, whose values are secrets shared with the client.
/// </summary>
internal sealed class QuotaPolicy(TimeProvider clock) : IRateLimiterPolicy<Client>
{
    public const string Name = "quota";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = (refused, _) => new ValueTask(
        QuotaAnswer.WriteAsync(refused.HttpContext, refused.HttpContext.GetEndpoint()!.Metadata.GetMetadata<RouteQuota>()!.Quota, refused.Lease));

    public RateLimitPartition<Client> GetPartition(HttpContext httpContext)
    {
        var route = httpContext.GetEndpoint()?.Metadata.GetMetadata<RouteQuota>();
        if (route is null || route.Exempt?.Contains(httpContext.Request.Headers[route.Quota.ClientHeader].ToString()) == true)
        {
            return RateLimitPartition.GetNoLimiter(default(Client));
        }

        return RateLimitPartition.Get(
            Client.Of(httpContext.Connection.RemoteIpAddress, route), client => new FixedWindow(client.Route!.Quota, clock));
    }
}
