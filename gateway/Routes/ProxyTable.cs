using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;

namespace Mediation.Gateway.Routes;

/// <summary>The route table in YARP's words. The signal tells YARP that a newer table is there.</summary>
internal sealed class ProxyTable : IProxyConfig
{
    private const string MetadataKey = "Mediation.Route";
    private readonly CancellationTokenSource _replaced = new();

    public ProxyTable(IReadOnlyList<GatewayRoute> table)
    {
        Table = table;
        Routes = [.. table.Select(ToRoute)];
        Clusters = [.. table.Select(r => r.Service).DistinctBy(s => s.Id).Select(ToCluster)];
        ChangeToken = new CancellationChangeToken(_replaced.Token);
    }

    public IReadOnlyList<GatewayRoute> Table { get; }

    public IReadOnlyList<RouteConfig> Routes { get; }

    public IReadOnlyList<ClusterConfig> Clusters { get; }

    public IChangeToken ChangeToken { get; }

    public static GatewayRoute RouteOf(RouteConfig route) => JsonSerializer.Deserialize<GatewayRoute>(route.Metadata![MetadataKey])!;

    public void SignalReplaced() => _replaced.Cancel();

    // The whole route rides along as metadata: YARP rebuilds an endpoint only if its RouteConfig differs, and a changed
    // limit or scope must rebuild it too.
    private static RouteConfig ToRoute(GatewayRoute route) => new()
    {
        RouteId = route.Name,
        ClusterId = route.Service.Id,
        Order = route.Order,
        MaxRequestBodySize = route.MaxBodyBytes,
        RateLimiterPolicy = route.Quota is null ? null : Limits.QuotaPolicy.Name,
        Match = new RouteMatch
        {
            Path = PathTemplate.Parse(route.Upstream).RoutePattern,
            Methods = route.Methods.Count == 0 ? null : route.Methods,
        },
        Metadata = new Dictionary<string, string> { [MetadataKey] = JsonSerializer.Serialize(route) },
    };

    private static ClusterConfig ToCluster(ServicePool service) => new()
    {
        ClusterId = service.Id,
        LoadBalancingPolicy = service.Balancing,
        // Names sort as the file lists them: NoLoadBalancer means the first.
        Destinations = service.Addresses.Index().ToDictionary(a => $"{a.Index:D4}", a => new DestinationConfig { Address = a.Item }),
        HttpClient = new HttpClientConfig { MaxConnectionsPerServer = 512, EnableMultipleHttp2Connections = false },
        HttpRequest = new()
        {
            ActivityTimeout = service.Timeout,
            Version = System.Net.HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        },
    };
}
