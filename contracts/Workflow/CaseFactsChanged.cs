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
    decimal? Amount);
