namespace Mediation.Intake.Leads;

// What can happen to a lead (线索). What was seen, where exactly and whose phones were given is in the lead's own vault.

/// <param name="Source">How it came in.</param>
/// <param name="AreaCode">Down to the grid.</param>
/// <param name="NoticedAt">By the reporter's clock, whose phone may have been offline; never after <paramref name="ReportedAt"/>.</param>
/// <param name="Contacts">One for each phone that was given.</param>
/// <param name="ReportedAt">When it arrived.</param>
internal sealed record LeadReported(
    string Source, string AreaCode, DateTimeOffset NoticedAt, IReadOnlyList<Guid> Contacts, DateTimeOffset ReportedAt);

// Whoever deals with a lead takes it for their unit; null for somebody of none, or of several.

internal sealed record LeadRegistered(Guid DisputeId, Guid? CommitteeId, DateTimeOffset RegisteredAt);

internal sealed record LeadLinked(Guid DisputeId, Guid? CommitteeId, DateTimeOffset LinkedAt);

/// <summary>Settled on the spot: counts as handled (M02) without ever being a dispute.</summary>
internal sealed record LeadSettled(Guid? CommitteeId, DateTimeOffset SettledAt);

internal sealed record LeadDiverted(string Destination, Guid? CommitteeId, DateTimeOffset DivertedAt);

internal sealed record LeadDismissed(DismissalCode Reason, Guid? CommitteeId, DateTimeOffset DismissedAt);

/// <summary>Why nothing came of a lead.</summary>
internal enum DismissalCode
{
    NoDispute,
    CannotBeFound,
    OutsideArea,
    ReportedInError,
    Other,
}
