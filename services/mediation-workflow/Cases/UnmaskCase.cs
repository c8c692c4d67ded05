using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>
/// Shows the file with its free text to one who looks on from the area, for a reason that is put on record first. What is sealed more
/// strictly (caucus notes, views of invitees) stays so; the parties' data are intake's to unmask. No event: nothing about the case changes.
/// </summary>
internal sealed record UnmaskCase(UnmaskingReason? Reason = null, string? Text = null)
{
    // Not by the command shell: its answers are stored under the idempotency key, and this one is for nobody else to keep.
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, UnmaskCase body, StoreReader store, CaseFiles files, AuditTrail trail)
    {
        if (new FieldCheck().Unmasking(body.Reason, body.Text).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.FetchForWritingAsync<Case>(id, http.RequestAborted);
        if (!found.Exists)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        var file = await files.OfAsync(found, Caller.Of(http), inFull: true, http.RequestAborted);
        await trail.RecordUnmaskingAsync(http, id, body.Reason.GetValueOrDefault(), body.Text);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(file, ServiceJson.Options);
    }
}
