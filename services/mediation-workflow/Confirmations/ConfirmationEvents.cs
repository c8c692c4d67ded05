using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Confirmations;

/// <summary>The court's name lies in the vault under the confirmation's id.</summary>
/// <param name="CourtAreaCode">County of the court; six digits.</param>
/// <param name="LastDay">Until when a court takes it.</param>
/// <param name="Packet">What the application needs.</param>
internal sealed record ConfirmationOpened(
    Guid ConfirmationId, Guid CaseId, Guid AgreementId, IReadOnlyList<Guid> Applicants, string? CourtAreaCode, DateOnly EffectiveOn, DateOnly LastDay,
    IReadOnlyList<PacketItem> Packet, DateTimeOffset At);

internal sealed record PaperAttached(Attachment Attachment, DateTimeOffset At);

internal sealed record ConfirmationSubmitted(DateOnly SubmittedOn, DateTimeOffset At);

/// <summary>The number of the court's paper lies in the vault under the confirmation's id.</summary>
/// <param name="Codes">Why: of N1–N5 when not taken, of D1–D6 when dismissed.</param>
internal sealed record ConfirmationRuled(Ruling Ruling, DateOnly RuledOn, IReadOnlyList<string> Codes, DateTimeOffset At);

/// <summary>Of the agreement: its parties apply to a court.</summary>
internal sealed record ConfirmationSought(Guid ConfirmationId, DateTimeOffset At);

/// <summary>Of the agreement: what became of it.</summary>
internal sealed record ConfirmationSettled(Guid ConfirmationId, Ruling Ruling, DateOnly RuledOn, DateTimeOffset At);

/// <summary>The latest application for an agreement.</summary>
/// <param name="SoughtAt">When the parties applied.</param>
/// <param name="Ruling">Null while it is under way.</param>
internal sealed record ConfirmationMark(Guid Id, DateTimeOffset? SoughtAt, Ruling? Ruling);

/// <param name="PartyId">Whose; null for what is common to all.</param>
internal sealed record PacketItem(PaperKind Kind, Guid? PartyId = null);

internal sealed record Attachment(Guid Id, PaperKind Kind, Guid? PartyId, Guid? EvidenceId, string? Sha256);

/// <summary>What goes with an application (forms: confirmation).</summary>
[JsonConverter(typeof(CamelCaseEnum<PaperKind>))]
internal enum PaperKind
{
    /// <summary>Signed by all applicants.</summary>
    Application,
    Agreement,

    /// <summary>That the committee presided.</summary>
    CommitteeProof,
    Identity,
    PropertyPapers,
    PowerOfAttorney,
    Other,
}

[JsonConverter(typeof(CamelCaseEnum<Ruling>))]
internal enum Ruling
{
    Confirmed,

    /// <summary>Dismissed (JI 358).</summary>
    Rejected,
    Withdrawn,

    /// <summary>Not taken by the court (JI 355).</summary>
    Ineligible,
}
