using System.Text.Json;

namespace Mediation.Gateway.Routes;

/// <summary>Reads an ocelot.json; every fault is collected, so that an operator mends the file once.</summary>
internal static class RouteFile
{
    // What Ocelot's own reader (Microsoft.Extensions.Configuration.Json) lets pass.
    private static readonly JsonSerializerOptions _json = new()
    {
        PropertyNameCaseInsensitive = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowReadingFromString,
    };

    /// <param name="content">UTF-8, with or without byte order mark.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="tokenProviders">The provider keys that routes may name.</param>
    /// <exception cref="RouteFileException">The file cannot be followed; the message names each route and key.</exception>
    public static IReadOnlyList<GatewayRoute> Read(ReadOnlySpan<byte> content, string file, IReadOnlySet<string> tokenProviders)
    {
        var ocelot = Parse(content, file);
        var faults = UnknownKeys.In(ocelot).ToList();
        var routes = new List<(GatewayRoute Route, int Priority)>();
        foreach (var (index, route) in (ocelot.Routes ?? []).Index())
        {
            var reader = new RouteReader(route, ocelot.GlobalConfiguration ?? new OcelotGlobal(), index, tokenProviders, faults);
            if (reader.Read() is { } read)
            {
                routes.Add(read);
            }
        }

        faults.AddRange(Twice(routes.Select(r => r.Route)));
        if (ocelot.Routes is not { Count: > 0 })
        {
            faults.Add("Routes: is missing or empty");
        }

        return faults.Count == 0 ? Ordered(routes) : throw new RouteFileException(file, faults);
    }

    private static OcelotFile Parse(ReadOnlySpan<byte> content, string file)
    {
        if (content.IsEmpty)
        {
            throw new RouteFileException(file, ["the file is absent, unreadable or empty"]);
        }

        try
        {
            ReadOnlySpan<byte> bom = [0xEF, 0xBB, 0xBF];
            return JsonSerializer.Deserialize<OcelotFile>(content.StartsWith(bom) ? content[3..] : content, _json)
                ?? throw new RouteFileException(file, ["the file says null"]);
        }
        catch (JsonException fault)
        {
            throw new RouteFileException(file, [$"{fault.Path}: {fault.Message}"]);
        }
    }

    // Order starts at 1: the gateway's own pages (0) cannot be taken over by a catch-all route.
    private static List<GatewayRoute> Ordered(IEnumerable<(GatewayRoute Route, int Priority)> routes) =>
        [.. routes.OrderByDescending(r => r.Priority).Select((r, rank) => r.Route with { Order = rank + 1 })];

    private static IEnumerable<string> Twice(IEnumerable<GatewayRoute> routes) =>
        from route in routes
        from method in route.Methods.DefaultIfEmpty("*")
        group route.Name by (route.Upstream.ToUpperInvariant(), method.ToUpperInvariant()) into same
        where same.Count() > 1
        select $"{string.Join(" and ", same)}: the same UpstreamPathTemplate and UpstreamHttpMethod ({same.Key.Item2})";
}
