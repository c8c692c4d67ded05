using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.Reporting.Anomalies;
using Mediation.Reporting.Publications;
using Mediation.Reporting.Sheets;

namespace Mediation.Reporting.Storage;

/// <summary>Events and snapshots as stored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
// Publications.
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(FiguresPublished))]
[JsonSerializable(typeof(PublicationRevised))]
// Sheets.
[JsonSerializable(typeof(SheetClosing))]
[JsonSerializable(typeof(SheetClosed))]
[JsonSerializable(typeof(SheetCorrected))]
// Anomalies.
[JsonSerializable(typeof(DisposedAnomaly))]
[JsonSerializable(typeof(AnomalyDisposed))]
[JsonSerializable(typeof(Evidence))]
internal sealed partial class ReportingJson : JsonSerializerContext;
