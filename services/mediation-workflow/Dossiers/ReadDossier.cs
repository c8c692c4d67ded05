using Mediation.ServiceDefaults;
using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Dossiers;

/// <summary>How far the dossier is: what fills each slot, what is missing and why. Ids and titles of forms, no personal data.</summary>
internal static class ReadDossier
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, PrintFactsReader reader)
    {
        if (await reader.FindAsync(http, id, names: false) is not { } facts)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        http.Response.Headers.ETag = $"\"{facts.Events.Count}\"";
        return Results.Json(DossierView.From(facts), ServiceJson.Options);
    }
}

/// <param name="Complete">No must is missing.</param>
/// <param name="MayBeFiled">It is complete, or a note explains what is missing; and the case is over.</param>
internal sealed record DossierView(
    Guid CaseId, string CaseNumber, bool Complete, bool MayBeFiled, DateTimeOffset? FiledAt, DossierRetention? Retention, DateTimeOffset MediatedFrom,
    DateTimeOffset? MediatedTo, Guid? MediatorId, IReadOnlyList<SlotView> Slots)
{
    internal static DossierView From(PrintFacts facts)
    {
        var (state, contents) = (facts.Case, DossierContents.Of(facts));
        return new DossierView(
            state.Id, state.CaseNumber, !contents.Any(s => s.IsMissing),
            state.ClosedAt is not null && !state.IsFiled && contents.All(s => !s.IsMissing || s.Explained),
            state.IsFiled ? state.DossierFiledAt : null, facts.Filing()?.Retention, state.AcceptedAt, state.ClosedAt, state.MediatorId,
            [.. contents.Select(s => SlotView.From(state.Id, s))]);
    }
}

/// <param name="State">filled, missing (a must), explained (a must whose absence a note explains) or empty.</param>
internal sealed record SlotView(
    int Number, DossierSlot Slot, string Name, bool Must, string State, IReadOnlyList<DocumentView> Documents, IReadOnlyList<DossierReason> Reasons)
{
    internal static SlotView From(Guid caseId, SlotContents contents) => new(
        (int)contents.Slot, contents.Slot, DossierSlots.NameOf(contents.Slot), DossierSlots.IsMust(contents.Slot),
        contents.IsMissing ? contents.Explained ? "explained" : "missing" : contents.Documents.Count > 0 ? "filled" : "empty",
        [.. contents.Documents.Select(d => DocumentView.From(caseId, d))], contents.Reasons);
}

internal sealed record DocumentView(string Title, string? Form, Guid? EvidenceId, string? Sha256, DateTimeOffset? At, string Href)
{
    internal static DocumentView From(Guid caseId, DossierDocument document) => new(
        document.File is { } file ? DossierSlots.NameOf(file.Slot) : document.Title, document.Form, document.File?.EvidenceId, document.File?.Sha256, document.At,
        document.Form is { } form ? $"/api/v1/cases/{caseId}/forms/{form}.docx" : $"/api/v1/cases/{caseId}/evidence/{document.File!.EvidenceId}");
}
