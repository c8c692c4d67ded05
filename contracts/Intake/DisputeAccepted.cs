namespace Mediation.Contracts.Intake;

/// <summary>Notification: a dispute was accepted and numbered; mediation-workflow opens the case under the same id.</summary>
/// <param name="DisputeId">Id of the dispute and of its case (一案一码).</param>
/// <param name="CaseNumber">（2026）段人调字第0001号.</param>
/// <param name="CommitteeId">The committee that accepted it.</param>
/// <param name="AreaCode">Where it arose, 2–15 digits.</param>
/// <param name="TypeCode">Dispute type, 4 digits (or a class of 2).</param>
/// <param name="Source">One of <see cref="DisputeSources"/>.</param>
/// <param name="Parties">At least two sides.</param>
/// <param name="Households">Households affected; null when not known.</param>
/// <param name="Persons">Persons affected; null when not known.</param>
/// <param name="Amount">Yuan in dispute; null when none.</param>
/// <param name="AcceptedAt">Instant of acceptance.</param>
public sealed record DisputeAccepted(
    Guid DisputeId,
    string CaseNumber,
    Guid CommitteeId,
    string AreaCode,
    string TypeCode,
    string Source,
    IReadOnlyList<PartyRef> Parties,
    int? Households,
    int? Persons,
    decimal? Amount,
    DateTimeOffset AcceptedAt)
{
    /// <summary>What screening found, each one of <see cref="ScreeningSigns"/>; null for nothing.</summary>
    public IReadOnlyList<string>? Signs { get; init; }

    /// <summary>Day of the application, Asia/Shanghai, from which a labour dispute's days are counted; null in messages from before it was told.</summary>
    public DateOnly? AppliedOn { get; init; }
}

/// <summary>A party by its id only; who it is stays in intake's vault.</summary>
/// <param name="PartyId">The party.</param>
/// <param name="Side">Its side, such as A or B.</param>
/// <param name="Kind">person or organisation.</param>
public sealed record PartyRef(Guid PartyId, string Side, string Kind);
