using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>One session, or those of a case.</summary>
internal static class ReadSession
{
    internal static async Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader store, Vault vault)
    {
        var found = await store.FetchForWritingAsync<Session>(id, http.RequestAborted);
        if (!found.Exists)
        {
            return Problem.From(http, Refusal.Unknown("session"));
        }

        var file = await store.FetchForWritingAsync<Case>(found.State.CaseId, http.RequestAborted);
        var texts = await vault.OpenAsync(store, found.State.CaseId, http.RequestAborted);
        return Versioned.Ok(http, found.Version, SessionView.From(found, texts, Confidant.Of(Caller.Of(http), file.State)));
    }

    internal static async Task<IResult> OfCaseAsync(HttpContext http, Guid id, StoreReader store, Vault vault, string? after, string? limit)
    {
        var check = new FieldCheck().Id("after", after, out var afterId).Number("limit", limit, 1, Paging.Most, out var most);
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var file = await store.FetchForWritingAsync<Case>(id, http.RequestAborted);
        if (!file.Exists)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        var size = (int)(most ?? Paging.Default);
        var found = await store.QueryAsync<Session>(
            p => $"case_id = {p.Bind(id)} and id > {p.Bind(afterId ?? Guid.Empty)} order by id limit {p.Bind(size + 1)}", http.RequestAborted);
        var texts = await vault.OpenAsync(store, id, http.RequestAborted);
        var reader = Confidant.Of(Caller.Of(http), file.State);
        var items = found.Take(size).Select(s => SessionView.From(s, texts, reader)).ToList();
        return Results.Json(new SessionPage(items, found.Count > size ? items[^1].Id : null), ServiceJson.Options);
    }
}
