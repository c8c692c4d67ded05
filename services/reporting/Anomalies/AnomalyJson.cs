using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mediation.Reporting.Anomalies;

/// <summary>How events, snapshots and evidence are stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DisposedAnomaly))]
[JsonSerializable(typeof(AnomalyDisposed))]
[JsonSerializable(typeof(Evidence))]
internal sealed partial class AnomalyJson : JsonSerializerContext;
