using System.Text.Json.Nodes;
using Mediation.Gateway.Routes;

namespace Mediation.Gateway.OpenApi;

/// <summary>Makes one OpenAPI document of the services' own, with only what the routes let through, at public paths.</summary>
internal sealed class OpenApiMerge(IReadOnlyList<GatewayRoute> routes)
{
    private readonly JsonObject _paths = [];
    private readonly JsonObject _components = [];
    private readonly JsonArray _missing = [];

    public static bool IsComplete(JsonObject document) => document["x-missing"] is JsonArray { Count: 0 };

    public void Missing(string address) => _missing.Add(address);

    public void Add(string address, JsonObject document)
    {
        var renamed = AddComponents(document["components"] as JsonObject ?? []);
        foreach (var (path, item) in document["paths"] as JsonObject ?? [])
        {
            if (PublicPath(address, path) is { } open && item is not null && !_paths.ContainsKey(open))
            {
                _paths[open] = WithRefs(item, renamed);
            }
        }
    }

    public JsonObject Result() => new()
    {
        ["openapi"] = "3.1.1",
        ["info"] = new JsonObject { ["title"] = "Mediation", ["version"] = "v1" },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
        ["paths"] = _paths,
        ["components"] = _components,
        ["x-missing"] = _missing,
    };

    private string? PublicPath(string address, string path)
    {
        foreach (var route in routes.Where(r => r.Service.Addresses.Contains(address)))
        {
            var downstream = PathTemplate.Parse(route.Downstream);
            if (downstream.Matches(path))
            {
                return PathTemplate.Parse(route.Upstream).Fill(downstream.Extract(path));
            }
        }

        return null;
    }

    // Two services may mean different things by one name; the later one is renamed.
    private Dictionary<string, string> AddComponents(JsonObject components)
    {
        var renamed = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = components.SelectMany(kind => (kind.Value as JsonObject ?? []).Select(c => (Kind: kind.Key, Name: c.Key, c.Value))).ToList();
        foreach (var (kind, name, value) in all)
        {
            var free = name;
            for (var n = 2; Taken(kind, free, value); n++)
            {
                free = name + n;
            }

            if (free != name)
            {
                renamed[$"#/components/{kind}/{name}"] = $"#/components/{kind}/{free}";
            }
        }

        foreach (var (kind, name, value) in all.Where(c => c.Value is not null))
        {
            var free = renamed.TryGetValue($"#/components/{kind}/{name}", out var reference) ? reference[(reference.LastIndexOf('/') + 1)..] : name;
            var section = _components[kind] as JsonObject ?? [];
            section[free] = WithRefs(value!, renamed);
            _components[kind] = section;
        }

        return renamed;
    }

    private bool Taken(string kind, string name, JsonNode? value) =>
        _components[kind]?[name] is { } other && !JsonNode.DeepEquals(other, value);

    private static JsonNode WithRefs(JsonNode node, Dictionary<string, string> renamed)
    {
        var copy = node.DeepClone();
        if (renamed.Count > 0)
        {
            Rename(copy, renamed);
        }

        return copy;
    }

    private static void Rename(JsonNode? node, Dictionary<string, string> renamed)
    {
        switch (node)
        {
            case JsonObject fields:
                if (fields["$ref"] is JsonValue value && value.TryGetValue<string>(out var reference) && renamed.TryGetValue(reference, out var other))
                {
                    fields["$ref"] = other;
                }

                fields.ToList().ForEach(field => Rename(field.Value, renamed));
                break;
            case JsonArray items:
                items.ToList().ForEach(item => Rename(item, renamed));
                break;
        }
    }
}
