using System.Text.Json;
using System.Text.Json.Serialization;
using Mediation.Roster.Activities;
using Mediation.Roster.Assignments;
using Mediation.Roster.Committees;
using Mediation.Roster.Coverage;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Roster.Teams;

namespace Mediation.Roster.Storage;

/// <summary>Events and snapshots as stored.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Committee))]
[JsonSerializable(typeof(CommitteeEstablished))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(MediatorAppointed))]
[JsonSerializable(typeof(Assignment))]
[JsonSerializable(typeof(ReservationMade))]
[JsonSerializable(typeof(ReservationReleased))]
[JsonSerializable(typeof(NoMediatorFound))]
[JsonSerializable(typeof(AssignmentClosed))]
[JsonSerializable(typeof(MediatorTakenOn))]
[JsonSerializable(typeof(SurgeBegan))]
[JsonSerializable(typeof(SurgeEnded))]
// Persons.
[JsonSerializable(typeof(PersonEntered))]
[JsonSerializable(typeof(RoleTaken))]
[JsonSerializable(typeof(RoleLeft))]
[JsonSerializable(typeof(SkillsRecorded))]
[JsonSerializable(typeof(AbsenceNoted))]
[JsonSerializable(typeof(TeamJoined))]
[JsonSerializable(typeof(TeamLeft))]
// Teams, activities, coverage.
[JsonSerializable(typeof(Team))]
[JsonSerializable(typeof(TeamFormed))]
[JsonSerializable(typeof(TeamDissolved))]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ActivityHeld))]
[JsonSerializable(typeof(ActivityWithdrawn))]
[JsonSerializable(typeof(CoveredUnit))]
[JsonSerializable(typeof(UnitEntered))]
[JsonSerializable(typeof(UnitClosed))]
[JsonSerializable(typeof(DutyTaken))]
[JsonSerializable(typeof(DutyLeft))]
internal sealed partial class RosterJson : JsonSerializerContext;
