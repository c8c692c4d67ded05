using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mediation.Client;

// Members of later releases are passed over.
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MetricAnswer))]
[JsonSerializable(typeof(QuestionsBody))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(DefinitionsBody))]
[JsonSerializable(typeof(PageBody<CountedCase>))]
[JsonSerializable(typeof(PageBody<ExportLink>))]
[JsonSerializable(typeof(ExportLink))]
[JsonSerializable(typeof(LinkBody))]
[JsonSerializable(typeof(PageBody<PublicationEntry>))]
[JsonSerializable(typeof(PublicationKey))]
[JsonSerializable(typeof(Publication))]
[JsonSerializable(typeof(PublishBody))]
[JsonSerializable(typeof(ReasonBody))]
[JsonSerializable(typeof(SheetAnswer))]
[JsonSerializable(typeof(HeatAnswer))]
[JsonSerializable(typeof(EffectivenessAnswer))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(TokenBody))]
internal sealed partial class ClientJson : JsonSerializerContext;
