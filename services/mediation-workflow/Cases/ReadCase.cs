using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>The file of one case.</summary>
internal static class ReadCase
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, CaseFiles files, AuditTrail trail)
    {
        if (await files.FindAsync(id, Caller.Of(http), inFull: false, http.RequestAborted, () => trail.RecordReadAsync(http, id)) is not { } file)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        // The tag is the version that changes of the case must name. No 304: sessions, agreements and names change without it.
        http.Response.Headers.ETag = $"\"{file.Version}\"";
        return Results.Json(file, ServiceJson.Options);
    }
}
