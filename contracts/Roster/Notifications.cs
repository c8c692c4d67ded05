namespace Mediation.Contracts.Roster;

/// <summary>Notification: a mediator is reserved for a case and asked to accept.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Attempt">Of the request it answers.</param>
/// <param name="MediatorId">Who is proposed.</param>
/// <param name="ReservedAt">When.</param>
public sealed record MediatorReserved(Guid CaseId, int Attempt, Guid MediatorId, DateTimeOffset ReservedAt);

/// <summary>Notification: no mediator is left for a case; the committee's head must name one.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Attempt">Of the request it answers.</param>
public sealed record NoMediatorAvailable(Guid CaseId, int Attempt);

/// <summary>Notification: a committee was registered; intake may accept disputes for it.</summary>
/// <param name="CommitteeId">The committee.</param>
/// <param name="Revision">Version of its stream; the highest counts.</param>
/// <param name="ShortName">The word in its case numbers, such as 段.</param>
/// <param name="AreaCode">Its area.</param>
public sealed record CommitteeRegistered(Guid CommitteeId, long Revision, string ShortName, string AreaCode);
