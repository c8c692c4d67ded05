using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Evidence;

/// <summary>The files of a case, oldest first.</summary>
internal static class ListEvidence
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail, string? after, string? limit)
    {
        var check = new FieldCheck()
            .Number("after", after, 0, long.MaxValue, out var afterVersion)
            .Number("limit", limit, 1, Paging.Most, out var most);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var of = await store.FetchForWritingAsync<Case>(id, http.RequestAborted);
        if (!of.Exists)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        var size = (int)(most ?? Paging.Default);
        var found = await EvidenceRows.ReadAsync(store, id, afterVersion ?? 0, size + 1, null, http.RequestAborted);
        var reader = Confidant.Of(Caller.Of(http), of.State);
        var texts = vault.OpenAsync(store, id, http.RequestAborted);
        await Task.WhenAll(texts, trail.RecordReadAsync(http, id));
        var known = await texts;
        return Results.Json(
            new EvidencePage(
                [.. found.Take(size).Select(row => EvidenceView.From(row, reader.Works ? known : null))],
                found.Count > size ? $"{found[size - 1].Version}" : null),
            ServiceJson.Options);
    }
}

internal sealed record EvidencePage(IReadOnlyList<EvidenceView> Items, string? Next);

/// <param name="FileName">Only for those who work on the case: people put names into it.</param>
internal sealed record EvidenceView(
    Guid Id, DossierSlot Slot, Guid? PartyId, FileType Type, string MediaType, long Size, string Sha256, string? FileName, string? Description,
    DateTimeOffset At, string? By)
{
    internal static EvidenceView From(EvidenceRow row, VaultTexts? texts)
    {
        var filed = row.Filed;
        return new EvidenceView(
            filed.EvidenceId, filed.Slot, filed.PartyId, filed.Type, FileTypes.MediaOf(filed.Type), filed.Size, filed.Sha256,
            texts?[filed.EvidenceId, FileEvidence.NameField], texts?[filed.EvidenceId, FileEvidence.DescriptionField], filed.At, row.By);
    }
}
