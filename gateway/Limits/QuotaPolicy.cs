using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Mediation.Gateway.Requests;
using Mediation.Gateway.Routes;
using Microsoft.AspNetCore.RateLimiting;

namespace Mediation.Gateway.Limits;

/// <summary>A route's limit. A class, not a record: a reloaded route with another limit starts counting anew.</summary>
internal sealed class RouteQuota(Quota quota)
{
    public Quota Quota => quota;

    public HashSet<string>? Exempt { get; } = quota.Exempt.Count == 0 ? null : [.. quota.Exempt];
}

/// <summary>One client on one route.</summary>
internal readonly record struct Client(RouteQuota? Route, ulong Network, ulong Host);

/// <summary>
/// Counts per client address and route. Ocelot counts per value of ClientIdHeader, which any client can change at will;
/// here that header serves ClientWhitelist only, whose values are secrets shared with the client.
/// </summary>
internal sealed class QuotaPolicy(TimeProvider clock) : IRateLimiterPolicy<Client>
{
    public const string Name = "quota";

    public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected { get; } = RefuseAsync;

    public RateLimitPartition<Client> GetPartition(HttpContext httpContext)
    {
        var route = httpContext.GetEndpoint()?.Metadata.GetMetadata<RouteQuota>();
        if (route is null || route.Exempt?.Contains(httpContext.Request.Headers[route.Quota.ClientHeader].ToString()) == true)
        {
            return RateLimitPartition.GetNoLimiter(default(Client));
        }

        return RateLimitPartition.Get(Of(route, httpContext.Connection.RemoteIpAddress), client => new FixedWindow(client.Route!.Quota, clock));
    }

    private static Client Of(RouteQuota route, IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (address is null || !address.TryWriteBytes(bytes, out _))
        {
            return new Client(route, 0, 0);
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return new Client(route, 0, BinaryPrimitives.ReadUInt32BigEndian(bytes));
        }

        // An IPv6 client owns a /64 at least: one address of it is not one client.
        return address.IsIPv4MappedToIPv6
            ? new Client(route, 0, BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
            : new Client(route, BinaryPrimitives.ReadUInt64BigEndian(bytes), ulong.MaxValue);
    }

    private static ValueTask RefuseAsync(OnRejectedContext context, CancellationToken stop)
    {
        var http = context.HttpContext;
        var quota = http.GetEndpoint()!.Metadata.GetMetadata<RouteQuota>()!.Quota;
        if (quota.Headers && context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
        {
            // Whole seconds, as RFC 9110 asks; Ocelot's own fraction is not understood by HTTP clients.
            var seconds = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            http.Response.Headers.RetryAfter = seconds;
            http.Response.Headers["X-RateLimit-Limit"] = quota.Limit.ToString(CultureInfo.InvariantCulture);
            http.Response.Headers["X-RateLimit-Remaining"] = "0";
            http.Response.Headers["X-RateLimit-Reset"] = seconds;
        }

        var message = quota.Message?.Replace("{0}", quota.Limit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{1}", quota.Period.ToString(), StringComparison.Ordinal);
        return new ValueTask((Problem.RateLimited with { Status = quota.StatusCode }).WriteAsync(http, message));
    }
}
