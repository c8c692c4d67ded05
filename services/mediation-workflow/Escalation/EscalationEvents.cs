namespace Mediation.Workflow.Escalation;

/// <summary>Who answers for the case before the authorities (包案领导); name and post lie in the vault under the id.</summary>
internal sealed record LeadOfficialNamed(Guid LeadId, Guid? PersonId, DateTimeOffset At);

/// <summary>A superior has the case watched (督办); who and what for lies in the vault under the id.</summary>
internal sealed record SupervisionOrdered(Guid SupervisionId, DateOnly? AnswerBy, DateTimeOffset At);

internal sealed record SupervisionAnswered(Guid SupervisionId, Guid AnswerId, DateTimeOffset At);

/// <summary>Danger was reported to the police, with what was done to prevent it (PML 25); texts lie in the vault under the id.</summary>
internal sealed record PoliceReported(Guid ReportId, DateTimeOffset ReportedAt, DateTimeOffset At);

/// <summary>The police's receipt came; its number lies in the vault under the report's id.</summary>
internal sealed record PoliceReceiptLogged(Guid ReportId, DateTimeOffset ReceivedAt, DateTimeOffset At);

/// <summary>The dispute turned into a criminal case (民转刑), the thing all this exists to prevent.</summary>
internal sealed record TurnedCriminal(Guid TurnId, DateTimeOffset OccurredAt, DateTimeOffset At);
