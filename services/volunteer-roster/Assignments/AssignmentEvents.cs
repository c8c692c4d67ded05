namespace Mediation.Roster.Assignments;

// What can happen to a case's request for a mediator. The stream's id is the case's.

internal sealed record ReservationMade(int Attempt, Guid CommitteeId, Guid MediatorId, DateTimeOffset ReservedAt, int? Round = null);

/// <summary>The mediator is free of the case again: another is wanted, or it has ended.</summary>
internal sealed record ReservationReleased(Guid MediatorId, DateTimeOffset ReleasedAt);

internal sealed record NoMediatorFound(int Attempt, Guid CommitteeId, DateTimeOffset SearchedAt, int? Round = null);

/// <summary>The committee's head named a mediator, or the parties chose one: the roster was not asked, and only counts the load.</summary>
internal sealed record MediatorTakenOn(int Attempt, Guid MediatorId, DateTimeOffset TakenOnAt);

/// <summary>A round of the case, null for the first, has ended: requests of it that arrive later are stale.</summary>
internal sealed record AssignmentClosed(DateTimeOffset ClosedAt, int? Round = null);
