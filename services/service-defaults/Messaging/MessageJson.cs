using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mediation.ServiceDefaults;

/// <summary>JSON on the wire between services: what contracts' stored samples are written in.</summary>
public static class MessageJson
{
    /// <summary>Enums by name, camelCase members, nulls left out.</summary>
    public static readonly JsonSerializerOptions Options = new(MassTransit.Serialization.SystemTextJsonMessageSerializer.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
