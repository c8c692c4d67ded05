namespace Mediation.Gateway.Routes;

internal static class UnknownKeys
{
    public static IEnumerable<string> In(OcelotFile file)
    {
        var global = file.GlobalConfiguration;
        return
        [
            .. Of(file, ""),
            .. (file.Routes ?? []).Index().SelectMany(r => In(r.Item, RouteReader.Place(r.Index, r.Item))),
            .. Of(global, "GlobalConfiguration."),
            .. Options("GlobalConfiguration.", global?.LoadBalancerOptions, global?.RateLimitOptions, global?.QoSOptions, global?.AuthenticationOptions),
        ];
    }

    private static IEnumerable<string> In(OcelotRoute route, string place) =>
    [
        .. Of(route, place),
        .. (route.DownstreamHostAndPorts ?? []).Index().SelectMany(h => Of(h.Item, $"{place}DownstreamHostAndPorts[{h.Index}].")),
        .. Options(place, route.LoadBalancerOptions, route.RateLimitOptions, route.QoSOptions, route.AuthenticationOptions),
        .. GroupsIn(place, route.LoadBalancerOptions, route.RateLimitOptions, route.QoSOptions, route.AuthenticationOptions),
    ];

    private static IEnumerable<string> Options(
        string place, OcelotBalancing? balancing, OcelotRateLimit? limit, OcelotQuality? quality, OcelotAuthentication? token) =>
    [
        .. Of(balancing, place + "LoadBalancerOptions."),
        .. Of(limit, place + "RateLimitOptions."),
        .. Of(quality, place + "QoSOptions."),
        .. Of(token, place + "AuthenticationOptions."),
    ];

    private static IEnumerable<string> GroupsIn(string place, params OcelotOptions?[] options) =>
        options.Any(o => o?.RouteKeys is not null) ? [Refusal(place + "RouteKeys")] : [];

    private static IEnumerable<string> Of(OcelotNode? node, string place) =>
        (node?.Unknown?.Keys ?? Enumerable.Empty<string>()).Where(k => k != "$schema").Select(key => Refusal(place + key));

    private static string Refusal(string key) => $"{key}: this key is not supported by this gateway";
}
