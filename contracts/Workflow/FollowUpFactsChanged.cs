namespace Mediation.Contracts.Workflow;

/// <summary>Fact: all that is reportable of a case's follow-up. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="FollowUpId">The plan, or the case where it has but one.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Visits">Visits that are due or were made.</param>
public sealed record FollowUpFactsChanged(Guid FollowUpId, long Revision, Guid CaseId, IReadOnlyList<VisitFacts> Visits);

/// <summary>One visit.</summary>
/// <param name="VisitId">The visit.</param>
/// <param name="DueOn">Last day to make it.</param>
/// <param name="VisitedAt">When it was made; null before.</param>
/// <param name="PartiesDue">Parties who are to be asked.</param>
/// <param name="PartiesReached">Parties who were.</param>
/// <param name="Answers">Answers on satisfaction that were given.</param>
/// <param name="Satisfied">Of them, "satisfied" or better.</param>
public sealed record VisitFacts(
    Guid VisitId, DateOnly DueOn, DateTimeOffset? VisitedAt, int PartiesDue, int PartiesReached, int Answers, int Satisfied);
