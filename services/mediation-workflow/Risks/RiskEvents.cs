using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Risks;

/// <summary>Something seen or reported that bears on the danger of a case; what was seen lies in the vault under the id.</summary>
internal sealed record SignalRecorded(Guid SignalId, SignalKind Kind, Guid? PartyId, DateTimeOffset OccurredAt, DateTimeOffset At);

/// <summary>A signal no longer stands; why lies in the vault under its id.</summary>
internal sealed record SignalCleared(Guid SignalId, SignalKind Kind, DateTimeOffset At);

/// <summary>A signal that stands.</summary>
internal sealed record Signal(Guid Id, SignalKind Kind, DateTimeOffset OccurredAt);

/// <summary>The ladder (teaching, admonition, detention) is what the police did, and an incident what they were called to: facts, not decided here.</summary>
[JsonConverter(typeof(CamelCaseEnum<SignalKind>))]
internal enum SignalKind
{
    ThreatOfViolence,
    PhysicalClash,
    DomesticViolence,
    Minor,
    Incident,
    FirstTeaching,
    SecondAdmonition,
    ThirdDetention,
}
