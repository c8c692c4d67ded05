using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;
using Mediation.Intake.Leads;
using Mediation.Intake.ZeroReports;

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
// Screening, agents, diversion, hand-over.
[JsonSerializable(typeof(DisputeScreened))]
[JsonSerializable(typeof(AgentNamed))]
[JsonSerializable(typeof(RepresentativesNamed))]
[JsonSerializable(typeof(DisputeDiverted))]
[JsonSerializable(typeof(HandOverOffered))]
[JsonSerializable(typeof(HandOverSigned))]
[JsonSerializable(typeof(HandOverDeclined))]
[JsonSerializable(typeof(HandOverClosed))]
// Leads.
[JsonSerializable(typeof(Lead))]
[JsonSerializable(typeof(LeadReported))]
[JsonSerializable(typeof(LeadRegistered))]
[JsonSerializable(typeof(LeadLinked))]
[JsonSerializable(typeof(LeadSettled))]
[JsonSerializable(typeof(LeadDiverted))]
[JsonSerializable(typeof(LeadDismissed))]
// Grids and their zero reports.
[JsonSerializable(typeof(ZeroReport))]
[JsonSerializable(typeof(ZeroReportFiled))]
[JsonSerializable(typeof(VillageGrids))]
[JsonSerializable(typeof(GridsSet))]
internal sealed partial class IntakeJson : JsonSerializerContext;
