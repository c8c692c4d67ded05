using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Agreements;

/// <summary>Texts (facts, points, responsibilities, content, the mediator's record, the recorder) lie in the vault under the agreement's id.</summary>
/// <param name="Partial">Settles some points and leaves the rest open; null means all.</param>
/// <param name="Matters">What the content touches, as declared; null when nobody was asked.</param>
internal sealed record AgreementDrafted(
    Guid AgreementId, Guid CaseId, AgreementForm Form, IReadOnlyList<Guid> PartyIds, int Copies, bool PerformedAtOnce,
    IReadOnlyList<Obligation> Obligations, DateTimeOffset At, bool? Partial = null, IReadOnlyList<Matter>? Matters = null, int? Round = null);

/// <param name="TextId">Under which the texts of this wording lie in the vault.</param>
internal sealed record AgreementRedrafted(
    Guid TextId, IReadOnlyList<Guid> PartyIds, int Copies, bool PerformedAtOnce, IReadOnlyList<Obligation> Obligations, bool? Partial,
    IReadOnlyList<Matter>? Matters, DateTimeOffset At);

/// <summary>Who had signed the earlier wording signs anew.</summary>
internal sealed record SignaturesVoided(int Count, DateTimeOffset At);

/// <summary>The reason lies in the vault.</summary>
internal sealed record AgreementWithdrawn(DateTimeOffset At);

/// <param name="RefusalId">Under which the words lie in the vault.</param>
internal sealed record SigningRefused(Guid RefusalId, Guid PartyId, DateTimeOffset At);

/// <summary>What is done or paid, where and how lies in the vault under the obligation's id.</summary>
/// <param name="DueOn">Of instalments, the last one's day.</param>
/// <param name="Instalments">In order of their days; they add up to the amount.</param>
internal sealed record Obligation(
    Guid Id, Guid ObligorPartyId, Guid? BeneficiaryPartyId, ObligationKind Kind, decimal? Amount, DateOnly DueOn,
    IReadOnlyList<Instalment>? Instalments = null);

internal sealed record Instalment(DateOnly DueOn, decimal Amount);

internal sealed record AgreementSigned(Guid SignatureId, Signature Signature, DateTimeOffset At);

/// <summary>Names of agents, witnesses and the recorder lie in the vault under the signature's id.</summary>
/// <param name="EvidenceId">Scan of the signed paper.</param>
/// <param name="Sha256">Of the scan, lower-case hexadecimal.</param>
internal sealed record Signature(
    Signer Signer, Guid? PartyId, SignatureKind Kind, DateTimeOffset SignedAt, Guid? EvidenceId = null, string? Sha256 = null,
    bool? ByAgent = null, Guid? Id = null);

/// <param name="EffectiveAt">Instant of the last signature; of an oral agreement, when it was reached.</param>
internal sealed record AgreementTookEffect(DateTimeOffset EffectiveAt, DateTimeOffset At);

[JsonConverter(typeof(CamelCaseEnum<AgreementForm>))]
internal enum AgreementForm
{
    Written,
    Oral,
}

[JsonConverter(typeof(CamelCaseEnum<ObligationKind>))]
internal enum ObligationKind
{
    Act,
    Payment,
}

[JsonConverter(typeof(CamelCaseEnum<Signer>))]
internal enum Signer
{
    Party,
    Mediator,
    CommitteeSeal,
    Recorder,
    Witness,
}

[JsonConverter(typeof(CamelCaseEnum<SignatureKind>))]
internal enum SignatureKind
{
    Hand,
    Fingerprint,
    Electronic,
    Seal,
}

/// <summary>What the content of an agreement touches, for whoever decides whether a court can confirm it.</summary>
[JsonConverter(typeof(CamelCaseEnum<Matter>))]
internal enum Matter
{
    /// <summary>Validity or dissolution of marriage, parentage, adoption (身份关系).</summary>
    IdentityRelation,

    /// <summary>Bankruptcy, public summons or another special procedure.</summary>
    SpecialProcedure,

    /// <summary>Who owns land, a house, another thing (物权确权).</summary>
    RealRights,

    /// <summary>Who owns a patent, mark or work (知识产权确权).</summary>
    IntellectualProperty,

    /// <summary>Interests of the state, the public or somebody who does not sign.</summary>
    InterestsOfOthers,
}
