namespace Mediation.Gateway.Routes;

/// <summary>Folds one route and the global options into a <see cref="GatewayRoute"/>, or says what is wrong with it.</summary>
internal sealed class RouteReader(
    OcelotRoute route, OcelotGlobal global, int index, IReadOnlySet<string> tokenProviders, List<string> faults)
{
    private readonly int _before = faults.Count;

    public static string Place(int index, OcelotRoute route) =>
        $"Routes[{index}] ({route.Key ?? route.UpstreamPathTemplate ?? "without a name"}).";

    public (GatewayRoute Route, int Priority)? Read()
    {
        var upstream = Template(nameof(route.UpstreamPathTemplate), route.UpstreamPathTemplate);
        var downstream = Template(nameof(route.DownstreamPathTemplate), route.DownstreamPathTemplate);
        if (downstream is not null && InternalPaths.Has(route.DownstreamPathTemplate!))
        {
            Refuse(nameof(route.DownstreamPathTemplate), $"'{route.DownstreamPathTemplate}' is for the services among themselves");
        }

        foreach (var stranger in downstream?.Placeholders.Except(upstream?.Placeholders ?? []) ?? [])
        {
            Refuse(nameof(route.DownstreamPathTemplate), $"{stranger} is not in UpstreamPathTemplate");
        }

        var options = new RouteOptions(route, global, tokenProviders, Refuse);
        var service = new ServicePool(Addresses(), options.Balancing(), options.Timeout());
        var (quota, token, maxBody) = (options.Quota(), options.Token(), options.MaxBodyBytes());
        if (faults.Count > _before || upstream is null)
        {
            return null;
        }

        var read = new GatewayRoute(
            Place(index, route).TrimEnd('.'), route.UpstreamPathTemplate!, route.DownstreamPathTemplate!,
            [.. (route.UpstreamHttpMethod ?? []).Select(m => m.ToUpperInvariant())],
            route.RouteIsCaseSensitive, 0, service, quota, token, maxBody);
        // Ocelot's rule: a route for everything comes last, whatever its Priority says.
        return (read, upstream.TakesEverything ? 0 : route.Priority ?? 1);
    }

    private PathTemplate? Template(string key, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            Refuse(key, "is missing");
            return null;
        }

        try
        {
            return PathTemplate.Parse(text);
        }
        catch (FormatException fault)
        {
            Refuse(key, $"'{text}' {fault.Message}");
            return null;
        }
    }

    private List<string> Addresses()
    {
        var hosts = route.DownstreamHostAndPorts ?? [];
        if (hosts.Count == 0)
        {
            Refuse(nameof(route.DownstreamHostAndPorts), "is missing or empty");
        }

        // A WebSocket starts as an HTTP request: the scheme says only whether there is TLS.
        var scheme = (route.DownstreamScheme ?? global.DownstreamScheme)?.ToUpperInvariant() switch
        {
            "HTTP" or "WS" => "http",
            "HTTPS" or "WSS" => "https",
            null => Refuse(nameof(route.DownstreamScheme), "is missing"),
            _ => Refuse(nameof(route.DownstreamScheme), $"'{route.DownstreamScheme}' is none of http, https, ws, wss"),
        };
        return [.. hosts.Index().Select(host => Address(scheme, host.Item, $"{nameof(route.DownstreamHostAndPorts)}[{host.Index}]"))];
    }

    private string Address(string? scheme, OcelotHost host, string key)
    {
        if (Uri.CheckHostName(host.Host) == UriHostNameType.Unknown)
        {
            Refuse(key + ".Host", $"'{host.Host}' is not a host name");
        }

        var port = host.Port ?? (scheme == "https" ? 443 : 80);
        if (port is < 1 or > 65535)
        {
            Refuse(key + ".Port", $"{port} is not a port");
        }

        return $"{scheme}://{host.Host}:{port}";
    }

    private string? Refuse(string key, string reason)
    {
        faults.Add($"{Place(index, route)}{key}: {reason}");
        return null;
    }
}
