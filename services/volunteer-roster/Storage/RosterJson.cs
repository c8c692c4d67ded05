using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.Roster.Assignments;
using Mediation.Roster.Committees;
using Mediation.Roster.Mediators;

namespace Mediation.Roster.Storage;

/// <summary>Events and snapshots as stored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Committee))]
[JsonSerializable(typeof(CommitteeEstablished))]
[JsonSerializable(typeof(Mediator))]
[JsonSerializable(typeof(MediatorAppointed))]
[JsonSerializable(typeof(Assignment))]
[JsonSerializable(typeof(ReservationMade))]
[JsonSerializable(typeof(ReservationReleased))]
[JsonSerializable(typeof(NoMediatorFound))]
[JsonSerializable(typeof(AssignmentClosed))]
internal sealed partial class RosterJson : JsonSerializerContext;
