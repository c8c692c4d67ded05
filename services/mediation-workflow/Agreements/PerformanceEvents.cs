using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Agreements;

/// <summary>What was done, the receipt's number and who confirmed it lie in the vault under the performance's id.</summary>
internal sealed record PerformanceRecorded(Performance Performance, DateTimeOffset At);

/// <param name="Amount">Yuan of a payment; of an act null.</param>
/// <param name="PerformedOn">The day it was done; of <see cref="PerformanceKind.None"/> the day up to which nothing was.</param>
/// <param name="EvidenceId">Receipt or transfer slip on file.</param>
internal sealed record Performance(
    Guid Id, Guid ObligationId, PerformanceKind Kind, decimal? Amount, DateOnly PerformedOn, Guid? EvidenceId = null, string? Sha256 = null,
    Guid? ConfirmedByPartyId = null);

/// <summary>An entry was wrong: it stays on record and no longer counts. Why lies in the vault under the id.</summary>
/// <param name="Instead">What is right; null where nothing was performed after all.</param>
internal sealed record PerformanceCorrected(Guid CorrectionId, Guid PerformanceId, Performance? Instead, DateTimeOffset At);

/// <param name="PerformanceId">The wrong entry.</param>
internal sealed record Correction(Guid Id, Guid PerformanceId, Guid? InsteadId, DateTimeOffset At);

internal sealed record UrgingLogged(Urging Urging, DateTimeOffset At);

/// <summary>What was said lies in the vault under the urging's id.</summary>
internal sealed record Urging(Guid Id, Guid ObligationId, UrgingManner Manner, DateTimeOffset OccurredAt);

internal sealed record BreachReported(Breach Breach, DateTimeOffset At);

/// <param name="PartyId">Who reported it, if a party did.</param>
internal sealed record Breach(Guid Id, Guid ObligationId, BreachFoundBy FoundBy, Guid? PartyId, DateOnly FoundOn);

[JsonConverter(typeof(CamelCaseEnum<PerformanceKind>))]
internal enum PerformanceKind
{
    Full,
    Partial,
    None,
}

[JsonConverter(typeof(CamelCaseEnum<UrgingManner>))]
internal enum UrgingManner
{
    Phone,
    Visit,
    Letter,
    Message,
}

[JsonConverter(typeof(CamelCaseEnum<BreachFoundBy>))]
internal enum BreachFoundBy
{
    Party,
    FollowUp,
    Mediator,
}
