using Mediation.ServiceDefaults;

namespace Mediation.Reporting.ExportLinks;

/// <summary>Answers the question of a link to whoever has its address, as its maker would be answered.</summary>
internal static class PullExport
{
    private static readonly Refusal Unknown = Refusal.Unknown("link");

    private static readonly Refusal MakerChanged =
        new("link.makerChanged", "创建人的账号或权限已变更，链接失效", "Its maker's account or rights have changed; the link has ended") { Status = StatusCodes.Status403Forbidden };

    internal static async Task<IResult> GetAsync(
        HttpContext http, Guid id, string? signature, EventStore.EventStore store, Vault vault, AccessChanges changes, AuditTrail trail, Pulls pulls,
        TimeProvider clock)
    {
        var link = await store.FetchForWritingAsync<ExportLink>(id, http.RequestAborted);
        // The question is the link's own: an address with anything more was tampered with, and is as unknown as one with a wrong signature.
        if (!link.Exists || http.Request.Query.Count != 1 || !await LinkSignature.FitsAsync(vault, link, signature))
        {
            return Problem.From(http, Unknown);
        }

        var maker = link.State.Maker!.Caller;
        // The token that it was made with is long over, so that nothing else would tell: the identity service is asked each time.
        var refusal = link.State.RefusalAt(clock.GetUtcNow()) ?? (await changes.EverSinceAsync(maker, http.RequestAborted) ? MakerChanged : null);
        await trail.RecordAsync(http, maker, refusal is null ? AuditActions.LinkUsed : AuditActions.LinkRefused, id);
        return refusal is null ? await pulls.AskAsync(http, link.State.Question, maker) : Problem.From(http, refusal);
    }
}
