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
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(TokenBody))]
internal sealed partial class ClientJson : JsonSerializerContext;
