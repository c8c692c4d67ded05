using System.Collections.Immutable;
using System.Text.Json;

namespace Mediation.Identity.Clients;

/// <summary>What a machine may, kept among the client's properties.</summary>
internal sealed record ClientAccess(IReadOnlyList<string> Roles, IReadOnlyList<string> Areas)
{
    private const string Property = "access";

    internal static ClientAccess Read(ImmutableDictionary<string, JsonElement> properties) =>
        properties.TryGetValue(Property, out var value) && value.Deserialize<ClientAccess>() is { } access ? access : new ClientAccess([], []);

    internal void Write(IDictionary<string, JsonElement> properties) => properties[Property] = JsonSerializer.SerializeToElement(this);
}
