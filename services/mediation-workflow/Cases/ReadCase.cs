using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>The file of one case.</summary>
internal static class ReadCase
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, CaseFiles files, AuditTrail trail)
    {
        var found = await store.FetchForWritingAsync<Case>(id, http.RequestAborted);
        if (!found.Exists)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        var file = files.OfAsync(found, Caller.Of(http), inFull: false, http.RequestAborted);
        await Task.WhenAll(file, trail.RecordReadAsync(http, id));
        // The tag is the version that changes of the case must name. No 304: sessions, agreements and names change without it.
        http.Response.Headers.ETag = $"\"{found.Version}\"";
        return Results.Json(await file, ServiceJson.Options);
    }
}
