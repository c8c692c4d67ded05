using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Anomalies;

/// <summary>One anomaly with the facts behind it and every disposition.</summary>
internal static class GetAnomaly
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail)
    {
        if (await AnomalyRows.FindAsync(store, Admission.Of(http).Scope, id, http.RequestAborted) is not { } row)
        {
            return Problem.From(http, Refusal.Unknown("anomaly"));
        }

        var disposed = await store.FetchForWritingAsync<DisposedAnomaly>(id, http.RequestAborted);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ETag = $"\"{disposed.Version}\"";
        return Results.Json(
            AnomalyAnswer.Of(row) with { Dispositions = await DispositionsAsync(http, disposed, store, vault, trail) }, ServiceJson.Options);
    }

    private static async Task<IReadOnlyList<DispositionAnswer>> DispositionsAsync(
        HttpContext http, Fetched<DisposedAnomaly> disposed, StoreReader store, Vault vault, AuditTrail trail)
    {
        if (!disposed.Exists)
        {
            return [];
        }

        var texts = vault.OpenAsync(store, disposed.Id, http.RequestAborted);
        await Task.WhenAll(texts, trail.RecordReadAsync(http, disposed.Id));
        var notes = await texts;
        return
        [
            .. disposed.State.Dispositions.Select(d =>
                new DispositionAnswer(d.Id, d.Verdict, d.By, d.At, notes[d.Id, GiveDisposition.NoteField])),
        ];
    }
}
