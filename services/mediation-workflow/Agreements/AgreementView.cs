using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Confirmations;

namespace Mediation.Workflow.Agreements;

/// <summary>An agreement as its reader gets it.</summary>
/// <param name="Status">signing, inEffect, withdrawn or refused.</param>
/// <param name="Responsibilities">By side.</param>
/// <param name="ConfirmableUntil">Last day for the joint application to a court.</param>
internal sealed record AgreementView(
    Guid Id, Guid CaseId, long Version, string Status, AgreementForm Form, bool Partial, int Round, string? Facts, string? Points,
    IReadOnlyDictionary<string, string> Responsibilities, string? Content, string? OpenPoints, string? MediatorRecord, string? Recorder,
    int Copies, bool PerformedAtOnce, IReadOnlyList<Matter>? Matters, IReadOnlyList<ObligationView> Obligations,
    IReadOnlyList<SignatureView> Signatures, IReadOnlyList<string> MissingSignatures, DateTimeOffset DraftedAt, DateTimeOffset? EffectiveAt,
    DateTimeOffset? WithdrawnAt, Guid? RefusedByPartyId, DateOnly? ConfirmableUntil, ConfirmationMark? Confirmation)
{
    internal static AgreementView From(Fetched<Agreement> found, IEnumerable<string> sides, VaultTexts texts)
    {
        var (state, wording) = (found.State, found.State.TextId);
        return new AgreementView(
            state.Id, state.CaseId, found.Version, StatusOf(state), state.Form, state.Partial, state.Round, texts[wording, "facts"],
            texts[wording, "points"], ResponsibilitiesOf(wording, sides, texts), texts[wording, "content"], texts[wording, "openPoints"],
            texts[wording, "mediatorRecord"], texts[wording, "recorder"], state.Copies, state.PerformedAtOnce, state.Matters,
            [.. state.Obligations.Select(o => new ObligationView(
                o.Id, o.ObligorPartyId, o.BeneficiaryPartyId, o.Kind, texts[o.Id, "act"], o.Amount, texts[o.Id, "place"], o.DueOn,
                texts[o.Id, "manner"], o.Instalments ?? []))],
            [.. state.Signatures.Select(s => SignatureView.From(s, texts))], state.MissingSignatures, state.DraftedAt, state.EffectiveAt,
            state.WithdrawnAt, state.RefusedByPartyId, state.ConfirmableUntil, state.Confirmation);
    }

    // The wire's own words, so that a renamed member here does not change it.
    internal static string StatusOf(Agreement state) =>
        state.EffectiveAt is not null ? "inEffect"
        : state.WithdrawnAt is not null ? "withdrawn"
        : state.RefusedByPartyId is not null ? "refused"
        : "signing";

    private static Dictionary<string, string> ResponsibilitiesOf(Guid wording, IEnumerable<string> sides, VaultTexts texts) => sides
        .Select(side => (Side: side, Text: texts[wording, AgreementTerms.ResponsibilityOf(side)]))
        .Where(r => r.Text is not null).ToDictionary(r => r.Side, r => r.Text!);
}

internal sealed record ObligationView(
    Guid Id, Guid ObligorPartyId, Guid? BeneficiaryPartyId, ObligationKind Kind, string? Act, decimal? Amount, string? Place, DateOnly DueOn,
    string? Manner, IReadOnlyList<Instalment> Instalments);

/// <param name="Name">Of a witness or the recorder.</param>
/// <param name="Agent">Who signed for the party.</param>
internal sealed record SignatureView(
    Signer Signer, Guid? PartyId, SignatureKind Kind, DateTimeOffset SignedAt, string? Name, bool ByAgent, string? Agent, Guid? EvidenceId,
    string? Sha256)
{
    internal static SignatureView From(Signature s, VaultTexts texts) => new(
        s.Signer, s.PartyId, s.Kind, s.SignedAt, texts[s.Id ?? Guid.Empty, "name"], s.ByAgent == true, texts[s.Id ?? Guid.Empty, "agent"],
        s.EvidenceId, s.Sha256);
}
