using System.Text.Json.Serialization;
using Mediation.Contracts.Intake;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Sessions;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Cases;

/// <param name="AppliedOn">When the matter was first applied for; null for cases from before it was told.</param>
internal sealed record CaseOpened(
    Guid CaseId, string CaseNumber, Guid CommitteeId, string AreaCode, string TypeCode, string Source, IReadOnlyList<PartyRef> Parties,
    int? Households, int? Persons, decimal? Amount, string Method, int MethodVersion, DateTimeOffset AcceptedAt, DateTimeOffset OpenedAt,
    DateOnly? AppliedOn = null);

/// <summary>Carries all that is asked of the roster, so that the message can be made from it alone.</summary>
internal sealed record MediatorRequested(
    int Attempt, Guid CommitteeId, string AreaCode, string TypeCode, IReadOnlyList<Guid> Excluded, DateTimeOffset At, int? Round = null);

/// <param name="RespondBy">Last day on which the mediator may answer.</param>
internal sealed record MediatorProposed(Guid MediatorId, int Attempt, DateOnly RespondBy, DateTimeOffset At);

internal sealed record MediatorNotFound(int Attempt, DateTimeOffset At);

/// <param name="DeclinationId">Under which the reason lies in the vault.</param>
/// <param name="Cause"><see cref="Silence"/>, when nobody said anything; null when a person declined.</param>
internal sealed record MediatorDeclined(Guid MediatorId, int Attempt, Guid DeclinationId, DateTimeOffset At, string? Cause = null)
{
    internal const string Silence = "silence";
}

internal sealed record MediatorAssigned(Guid MediatorId, DateTimeOffset At);

/// <param name="Provisions">How many provisions of law are named; they lie in the vault with the text.</param>
internal sealed record RecordAdded(
    Guid RecordId, int Step, RecordKind Kind, string? Side, IReadOnlyList<Guid>? PartyIds, bool? Given, Risk? Risk, int? Provisions,
    DateTimeOffset OccurredAt, DateTimeOffset At, PowerScope? Power = null);

internal sealed record StepCompleted(int Step, DateTimeOffset At);

/// <param name="ReentryId">Under which the reason lies in the vault.</param>
internal sealed record StepReentered(Guid ReentryId, int Step, DateTimeOffset At);

/// <summary>Carries the method whole: what the case is worked by must not change with it.</summary>
internal sealed record MethodChosen(Method Method, DateTimeOffset At);

/// <param name="EarlierRound">That it belongs to, where another had begun before it was closed.</param>
internal sealed record SessionHeld(
    Guid SessionId, bool Joint, DateTimeOffset? FirstJointAt, int Minutes, DateTimeOffset At, int? EarlierRound = null);

/// <summary>At least two roles beside the parties sat in a session.</summary>
/// <param name="EarlierRound">As of <see cref="SessionHeld"/>.</param>
internal sealed record PanelSat(
    Guid SessionId, Panel Template, IReadOnlyList<Role> RolesPresent, int ParticipantsPresent, DateTimeOffset At, int? EarlierRound = null);

internal sealed record AgreementPrepared(Guid AgreementId, AgreementForm Form, DateTimeOffset At);

/// <summary>The draft was withdrawn; another may be drawn up.</summary>
internal sealed record AgreementDiscarded(Guid AgreementId, DateTimeOffset At);

/// <param name="Partial">Some points are settled, the rest is still open; null means all.</param>
internal sealed record AgreementReached(Guid AgreementId, AgreementForm Form, DateTimeOffset EffectiveAt, DateTimeOffset At, bool? Partial = null);

/// <param name="Outcome">One of <see cref="Contracts.Endings"/>.</param>
/// <param name="EndingId">Under which its texts lie in the vault; of old ones, under the case's own id.</param>
/// <param name="PartyIds">Whom the reason concerns: who could not be reached, would not go on or sign.</param>
/// <param name="Round">Null for the first.</param>
internal sealed record CaseClosed(
    string Outcome, DateTimeOffset At, Guid? EndingId = null, IReadOnlyList<Guid>? PartyIds = null, int? Round = null);

[JsonConverter(typeof(CamelCaseEnum<RecordKind>))]
internal enum RecordKind
{
    Discovery,
    FirstContact,
    RiskAssessment,
    RightsNotice,
    Consent,
    Investigation,
    Evidence,
    UndisputedFacts,
    PointsInDispute,
    LawExplained,
    Note,
    ContactAttempt,

    /// <summary>What a side gave up in bargaining (JI 107): stored apart from undisputed facts, and never leaves the case file.</summary>
    Concession,
    PowerOfAttorney,
}

/// <summary>What an agent may do for a party (forms: power-of-attorney). Only the special power lets one accept, change, withdraw, settle.</summary>
[JsonConverter(typeof(CamelCaseEnum<PowerScope>))]
internal enum PowerScope
{
    General,
    Special,
}

[JsonConverter(typeof(CamelCaseEnum<Risk>))]
internal enum Risk
{
    Green,
    Yellow,
    Red,
}
