using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Agreements;

/// <summary>Texts (facts, points, content, the mediator's record) lie in the vault under the agreement's id.</summary>
internal sealed record AgreementDrafted(
    Guid AgreementId, Guid CaseId, AgreementForm Form, IReadOnlyList<Guid> PartyIds, int Copies, bool PerformedAtOnce,
    IReadOnlyList<Obligation> Obligations, DateTimeOffset At);

/// <summary>What is done or paid, where and how lies in the vault under the obligation's id.</summary>
internal sealed record Obligation(
    Guid Id, Guid ObligorPartyId, Guid? BeneficiaryPartyId, ObligationKind Kind, decimal? Amount, DateOnly DueOn);

internal sealed record AgreementSigned(Guid SignatureId, Signature Signature, DateTimeOffset At);

internal sealed record Signature(Signer Signer, Guid? PartyId, SignatureKind Kind, DateTimeOffset SignedAt);

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
}

[JsonConverter(typeof(CamelCaseEnum<SignatureKind>))]
internal enum SignatureKind
{
    Hand,
    Fingerprint,
    Electronic,
    Seal,
}
