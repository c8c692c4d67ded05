namespace Mediation.Contracts.Workflow;

/// <summary>Fact: all that is reportable of a case. Idempotent and order-free: the highest revision counts.</summary>
/// <param name="CaseId">The case, same id as the dispute.</param>
/// <param name="Revision">Version of its stream.</param>
/// <param name="CaseNumber">Number given at acceptance.</param>
/// <param name="CommitteeId">The committee of the current round.</param>
/// <param name="AreaCode">Where it arose.</param>
/// <param name="TypeCode">Dispute type.</param>
/// <param name="Source">One of <see cref="DisputeSources"/>.</param>
/// <param name="Method">Method code, such as six-step.</param>
/// <param name="MethodVersion">The version the case was opened with.</param>
/// <param name="Round">1 for the first round.</param>
/// <param name="Status">waitingForMediator, open, closed.</param>
/// <param name="MediatorId">The assigned mediator; null before.</param>
/// <param name="AcceptedAt">Instant of acceptance.</param>
/// <param name="Outcome">One of <see cref="Endings"/>; null while open.</param>
/// <param name="ClosedAt">Instant of closing; null while open.</param>
/// <param name="AgreementForm">written or oral; null without an agreement in effect.</param>
/// <param name="AgreementEffectiveAt">When it took effect; null without.</param>
/// <param name="SessionsHeld">Closed sessions.</param>
/// <param name="JointSessionsHeld">Of them, those with a joint segment.</param>
/// <param name="FirstJointSessionAt">Start of the first joint segment; null before.</param>
/// <param name="Households">Households affected.</param>
/// <param name="Persons">Persons affected.</param>
/// <param name="Amount">Yuan in dispute.</param>
public sealed record CaseFactsChanged(
    Guid CaseId,
    long Revision,
    string CaseNumber,
    Guid CommitteeId,
    string AreaCode,
    string TypeCode,
    string Source,
    string Method,
    int MethodVersion,
    int Round,
    string Status,
    Guid? MediatorId,
    DateTimeOffset AcceptedAt,
    string? Outcome,
    DateTimeOffset? ClosedAt,
    string? AgreementForm,
    DateTimeOffset? AgreementEffectiveAt,
    int SessionsHeld,
    int JointSessionsHeld,
    DateTimeOffset? FirstJointSessionAt,
    int? Households,
    int? Persons,
    decimal? Amount)
{
    /// <summary>The committee that accepted it first, the same as the current one in the first round; null in facts from before it was kept.</summary>
    public Guid? FirstCommitteeId { get; init; }

    /// <summary>When it turned into a criminal case (民转刑); null when it did not.</summary>
    public DateTimeOffset? CriminalAt { get; init; }

    /// <summary>Last day of the current round's clock, lawful extensions and pauses included; null without a clock.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Days on which the clock stood still (appraisal), over all rounds; null when never.</summary>
    public int? PauseDays { get; init; }

    /// <summary>green, yellow or red; null before it was assessed.</summary>
    public string? Colour { get; init; }

    /// <summary>Whether it was transferred to another organ before any session was held; null counts by outcome and sessions.</summary>
    public bool? TransferredBeforeSession { get; init; }

    /// <summary>Every round; null where there was only the one told of above.</summary>
    public IReadOnlyList<RoundFacts>? Rounds { get; init; }

    /// <summary>Every completed pass through a step of the method.</summary>
    public IReadOnlyList<StepFacts>? Steps { get; init; }

    /// <summary>Incidents of the same quarrel before the case that people remembered; null for none.</summary>
    public int? EarlierIncidents { get; init; }

    /// <summary>Cases that belong together with it; null for none.</summary>
    public IReadOnlyList<LinkFacts>? Links { get; init; }

    /// <summary>How many parties it has; null in facts from before it was kept.</summary>
    public int? Parties { get; init; }

    /// <summary>Whether it is a difficult one (疑难: land, ten persons, violence, death, wages, injured, 100,000 yuan); null in facts from before it was kept.</summary>
    public bool? Difficult { get; init; }

    /// <summary>Whether there are threats of violence or was a clash; null in facts from before it was kept.</summary>
    public bool? Violence { get; init; }
}

/// <summary>A case that belongs together with the one the facts are of.</summary>
/// <param name="CaseId">The other case.</param>
/// <param name="Kind">Seen from the one the facts are of: related, continues (the other one), continuedBy, counterClaimTo, counterClaimedBy.</param>
public sealed record LinkFacts(Guid CaseId, string Kind);

/// <summary>One round of a case.</summary>
/// <param name="Round">1 for the first.</param>
/// <param name="CommitteeId">Whose round.</param>
/// <param name="OpenedAt">When it began; of a later round, when the case was reopened.</param>
/// <param name="ClosedAt">When it ended; null while open.</param>
/// <param name="Outcome">One of <see cref="Endings"/>; null while open.</param>
/// <param name="DueOn">Last day of its clock, extensions and pauses included; null without a clock.</param>
/// <param name="Rebound">Whether it was opened because an agreement broke down (反弹).</param>
public sealed record RoundFacts(
    int Round, Guid CommitteeId, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, string? Outcome, DateOnly? DueOn, bool Rebound);

/// <summary>One completed pass through a step; a step that was entered again has one for each.</summary>
/// <param name="Step">Number of the step in the case's method.</param>
/// <param name="Pass">1 for the first.</param>
/// <param name="CompletedAt">When it was complete.</param>
/// <param name="Minutes">Time spent in it.</param>
public sealed record StepFacts(int Step, int Pass, DateTimeOffset CompletedAt, int Minutes);
