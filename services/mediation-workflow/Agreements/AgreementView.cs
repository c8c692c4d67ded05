using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>An agreement as its reader gets it.</summary>
/// <param name="Status">signing or inEffect.</param>
internal sealed record AgreementView(
    Guid Id, Guid CaseId, long Version, string Status, AgreementForm Form, string? Facts, string? Points, string? Content, string? MediatorRecord,
    int Copies, bool PerformedAtOnce, IReadOnlyList<ObligationView> Obligations, IReadOnlyList<Signature> Signatures,
    IReadOnlyList<string> MissingSignatures, DateTimeOffset DraftedAt, DateTimeOffset? EffectiveAt)
{
    internal static AgreementView From(Fetched<Agreement> found, VaultTexts texts)
    {
        var state = found.State;
        return new AgreementView(
            state.Id, state.CaseId, found.Version, state.EffectiveAt is null ? "signing" : "inEffect", state.Form, texts[state.Id, "facts"],
            texts[state.Id, "points"], texts[state.Id, "content"], texts[state.Id, "mediatorRecord"], state.Copies, state.PerformedAtOnce,
            [.. state.Obligations.Select(o => new ObligationView(
                o.Id, o.ObligorPartyId, o.BeneficiaryPartyId, o.Kind, texts[o.Id, "act"], o.Amount, texts[o.Id, "place"], o.DueOn, texts[o.Id, "manner"]))],
            state.Signatures, state.MissingSignatures, state.DraftedAt, state.EffectiveAt);
    }
}

internal sealed record ObligationView(
    Guid Id, Guid ObligorPartyId, Guid? BeneficiaryPartyId, ObligationKind Kind, string? Act, decimal? Amount, string? Place, DateOnly DueOn,
    string? Manner);
