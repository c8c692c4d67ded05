namespace Mediation.Contracts.Workflow;

/// <summary>Notification: a case was closed; its mediator's load drops.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Outcome">One of <see cref="Endings"/>.</param>
/// <param name="EndedAt">When.</param>
public sealed record CaseEnded(Guid CaseId, string Outcome, DateTimeOffset EndedAt)
{
    /// <summary>Which round ended; null for the first.</summary>
    public int? Round { get; init; }
}
