using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mediation.Workflow.Storage;

/// <summary>Enumerations by name, the same in events, snapshots and bodies: source generation cannot take the policy from its options.</summary>
internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;
