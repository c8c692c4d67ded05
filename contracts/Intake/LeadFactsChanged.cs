namespace Mediation.Contracts.Intake;

/// <summary>Fact: all that is reportable of a lead. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="Status">open, dispute (it became one), linked (to one that was there), settled (on the spot), dismissed.</param>
/// <param name="AreaCode">Where; of a grid worker's lead, the grid's 15 digits.</param>
/// <param name="TypeCode">Dispute type, where it is known already.</param>
/// <param name="Source">One of <see cref="DisputeSources"/>.</param>
/// <param name="LeadAt">Instant it was recorded.</param>
/// <param name="DisputeId">The dispute it became or was linked to; null otherwise.</param>
public sealed record LeadFactsChanged(
    Guid LeadId,
    long Revision,
    string Status,
    string AreaCode,
    string? TypeCode,
    string Source,
    DateTimeOffset LeadAt,
    Guid? DisputeId)
{
    /// <summary>When somebody had dealt with it; null while it is open, and in facts from before it was kept.</summary>
    public DateTimeOffset? ClosedAt { get; init; }
}
