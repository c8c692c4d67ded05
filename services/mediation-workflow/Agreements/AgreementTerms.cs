using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>The terms of a draft: what of them goes into events, and what into the vault.</summary>
internal static class AgreementTerms
{
    internal static IReadOnlyList<Guid> NewIds(DraftAgreement? terms, CommandShell shell) =>
        [.. (terms?.Obligations ?? []).Take(AgreementFields.MostObligations).Select(_ => shell.NewId())];

    internal static IReadOnlyList<Obligation> Obligations(DraftAgreement terms, IReadOnlyList<Guid> ids) =>
    [
        .. (terms.Obligations ?? []).Select((d, i) => new Obligation(
            ids[i], d!.ObligorPartyId!.Value, d.BeneficiaryPartyId, d.Kind!.Value, d.Amount, d.LastDay!.Value,
            d.Instalments is { } parts ? [.. parts.Select(p => new Instalment(p!.DueOn!.Value, p.Amount!.Value))] : null)),
    ];

    /// <summary>The texts, under the wording's and the obligations' ids.</summary>
    internal static Decision Sealing(this Decision decision, DraftAgreement terms, Guid textId, IReadOnlyList<Guid> ids)
    {
        decision = decision.Sealing(textId, "facts", terms.Facts).Sealing(textId, "points", terms.Points)
            .Sealing(textId, "content", terms.Content).Sealing(textId, "mediatorRecord", terms.MediatorRecord)
            .Sealing(textId, "recorder", terms.Recorder).Sealing(textId, "openPoints", terms.OpenPoints);
        decision = (terms.Responsibilities ?? []).Aggregate(decision, (all, r) => all.Sealing(textId, ResponsibilityOf(r!.Side!), r.Text));
        return (terms.Obligations ?? []).Select((d, i) => (Duty: d!, Id: ids[i])).Aggregate(decision, (all, d) => all
            .Sealing(d.Id, "act", d.Duty.Act).Sealing(d.Id, "place", d.Duty.Place).Sealing(d.Id, "manner", d.Duty.Manner));
    }

    /// <summary>The vault's field of a side's responsibility.</summary>
    internal static string ResponsibilityOf(string side) => $"responsibility:{side}";

    /// <summary>A draft's words and what was made of them.</summary>
    internal static Wording Wording(DraftAgreement terms, Agreement state) => new(
        state, terms.Facts, terms.Points, terms.Content, (terms.Responsibilities ?? []).Count,
        [.. (terms.Obligations ?? []).Select(d => new DutyWording(d!.Act, d.Manner))]);

    /// <summary>The same from what is kept.</summary>
    internal static Wording Wording(Agreement state, IEnumerable<string> sides, VaultTexts texts) => new(
        state, texts[state.TextId, "facts"], texts[state.TextId, "points"], texts[state.TextId, "content"],
        sides.Count(side => texts[state.TextId, ResponsibilityOf(side)] is not null),
        [.. state.Obligations.Select(o => new DutyWording(texts[o.Id, "act"], texts[o.Id, "manner"]))]);
}

/// <summary>An agreement with the words that its lint looks at.</summary>
internal sealed record Wording(
    Agreement State, string? Facts, string? Points, string? Content, int Responsibilities, IReadOnlyList<DutyWording> Duties);

internal sealed record DutyWording(string? Act, string? Manner);
