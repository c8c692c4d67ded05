using System.Text.Json.Serialization;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Risks;

/// <summary>Something seen or reported that bears on the danger of a case; what was seen lies in the vault under the id.</summary>
internal sealed record SignalRecorded(Guid SignalId, SignalKind Kind, Guid? PartyId, DateTimeOffset OccurredAt, DateTimeOffset At);

/// <summary>A signal no longer stands; why lies in the vault under its id.</summary>
internal sealed record SignalCleared(Guid SignalId, SignalKind Kind, DateTimeOffset At);

/// <summary>Time changed what the rules look at: an incident left their window.</summary>
/// <param name="Colour">By the rules, from then on.</param>
internal sealed record ColourReassessed(Risk Colour, DateTimeOffset At);

/// <summary>A person gives the case another colour than the rules do; why lies in the vault under the id.</summary>
internal sealed record ColourOverridden(Guid OverrideId, Risk Colour, DateTimeOffset At);

/// <summary>The rules' colour holds again; why lies in the vault under the id.</summary>
internal sealed record OverrideLifted(Guid LiftingId, DateTimeOffset At);

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
