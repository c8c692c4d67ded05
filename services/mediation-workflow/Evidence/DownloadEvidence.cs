using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Microsoft.Net.Http.Headers;

namespace Mediation.Workflow.Evidence;

/// <summary>The bytes of one file, whole or a range of them. Strangers made it, so no browser may take it for a page of ours.</summary>
internal static class DownloadEvidence
{
    private static readonly Refusal Gone =
        new("evidence.erased", "该案材料已依法删除", "The files of this case were erased") { Status = StatusCodes.Status410Gone };

    internal static async Task<IResult> GetAsync(
        HttpContext http, Guid id, Guid evidenceId, StoreReader store, Vault vault, IBlobs blobs, AuditTrail trail)
    {
        var rows = (await store.FetchForWritingAsync<Case>(id, http.RequestAborted)).Exists
            ? await EvidenceRows.ReadAsync(store, id, 0, 1, evidenceId, http.RequestAborted)
            : [];
        if (rows is not [var row])
        {
            return Problem.From(http, Refusal.Unknown("evidence"));
        }

        var filed = row.Filed;
        if (await blobs.OpenAsync(store, id, filed.Sha256, filed.Size, http.RequestAborted) is not { } content)
        {
            return Problem.From(http, Gone);
        }

        await trail.RecordReadAsync(http, id);
        var texts = await vault.OpenAsync(store, id, http.RequestAborted);
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(texts[evidenceId, FileEvidence.NameField] ?? $"{evidenceId}{FileTypes.EndingOf(filed.Type)}");
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Stream(
            content, FileTypes.MediaOf(filed.Type), entityTag: new EntityTagHeaderValue($"\"{filed.Sha256}\""), enableRangeProcessing: true);
    }
}
