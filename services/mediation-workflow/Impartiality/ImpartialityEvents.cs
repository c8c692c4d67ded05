using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Impartiality;

// What can happen on a case's stream about who is close to whom. Names and texts lie in the vault under the ids.

/// <summary>A party has this relative; nobody of that name sits in a session unnoticed.</summary>
internal sealed record RelativeDeclared(Guid RelativeId, Guid PartyId, DateTimeOffset At);

internal sealed record Relative(Guid Id, Guid PartyId);

/// <summary>The mediator's impartiality is in doubt: said by the mediator, or objected to by a party (PML 19).</summary>
/// <param name="PartyId">Who objects; null when the mediator declared it.</param>
internal sealed record ObjectionRaised(Guid ObjectionId, Guid? PartyId, Guid MediatorId, ObjectionGround Ground, DateTimeOffset At);

/// <param name="Sustained">The mediator is replaced; otherwise why not lies in the vault.</param>
internal sealed record ObjectionDecided(Guid ObjectionId, Guid MediatorId, bool Sustained, DateTimeOffset At);

/// <param name="Sustained">Null as long as nobody has decided.</param>
internal sealed record Objection(Guid Id, Guid? PartyId, Guid MediatorId, ObjectionGround Ground, bool? Sustained = null);

[JsonConverter(typeof(CamelCaseEnum<ObjectionGround>))]
internal enum ObjectionGround
{
    Relative,
    Interest,
    Other,
}
