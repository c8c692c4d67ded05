using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;

namespace Mediation.Intake.Storage;

/// <summary>Events and snapshots as stored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Dispute))]
[JsonSerializable(typeof(DisputeRegistered))]
[JsonSerializable(typeof(PartiesAdded))]
[JsonSerializable(typeof(ConsentGiven))]
[JsonSerializable(typeof(ConsentRefused))]
[JsonSerializable(typeof(DisputeAdmitted))]
[JsonSerializable(typeof(DisputeEnded))]
[JsonSerializable(typeof(DisputeTurnedAway))]
[JsonSerializable(typeof(DisputeLinked))]
[JsonSerializable(typeof(StatusCodeIssued))]
[JsonSerializable(typeof(PartyDenied))]
[JsonSerializable(typeof(AnomalyAnswered))]
[JsonSerializable(typeof(MediatorNamed))]
[JsonSerializable(typeof(MediationEnded))]
[JsonSerializable(typeof(Committee))]
[JsonSerializable(typeof(CommitteeNoted))]
internal sealed partial class IntakeJson : JsonSerializerContext;
