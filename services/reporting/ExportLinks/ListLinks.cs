using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.ExportLinks;

/// <summary>The caller's own links, with their addresses.</summary>
internal static class ListLinks
{
    internal static async Task<IResult> GetAsync(HttpContext http, [AsParameters] Paging paging, StoreReader store, Vault vault)
    {
        if (paging.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var actor = Caller.Of(http).Actor;
        var found = await store.QueryAsync<ExportLink>(
            p => $"d.actor = {p.Bind(actor)} and d.id > {p.Bind(paging.After ?? Guid.Empty)} order by d.actor, d.id limit {paging.Size + 1}", http.RequestAborted);
        var page = paging.PageOf(found, link => link.Id);
        var items = new List<LinkView>();
        foreach (var link in page.Items)
        {
            items.Add(LinkView.Of(link.Id, link.State, await LinkSignature.OfAsync(vault, link)));
        }

        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new ListPage<LinkView>(items, page.Next), ServiceJson.Options);
    }
}
