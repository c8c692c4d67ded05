using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>One session, or those of a case.</summary>
internal static class ReadSession
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, Guid id, StoreReader store, EventStore.EventStore all, Vault vault, AuditTrail trail)
    {
        var found = await store.FetchForWritingAsync<Session>(id, http.RequestAborted);
        return found.Exists
            ? await Versioned.ReadAsync(http, found.Version, vault, found.State.CaseId, async () =>
            {
                // A unit that shares the session sees it, but not the case: of the case's texts it gets no more than the session's view shows.
                var of = await all.FetchForWritingAsync<Case>(found.State.CaseId, http.RequestAborted);
                var reader = Confidant.Of(Caller.Of(http), of.State, found.State.CoUnits);
                return await ShowAsync(
                    http, all.ReadAs(new RowScope([of.State.CommitteeId], [], [])), vault, trail, of.Id,
                    texts => SessionView.From(found, reader.Shown(texts), reader));
            })
            : Problem.From(http, Refusal.Unknown("session"));
    }

    internal static async Task<IResult> OfCaseAsync(
        HttpContext http, Guid id, StoreReader store, Vault vault, AuditTrail trail, string? after, string? limit)
    {
        var check = new FieldCheck().Id("after", after, out var afterId).Number("limit", limit, 1, Paging.Most, out var most);
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
        var found = await store.QueryAsync<Session>(
            p => $"case_id = {p.Bind(id)} and id > {p.Bind(afterId ?? Guid.Empty)} order by id limit {p.Bind(size + 1)}", http.RequestAborted);
        var reader = Confidant.Of(Caller.Of(http), of.State);
        var page = await ShowAsync(
            http, store, vault, trail, id, texts => Page([.. found.Take(size)], reader, reader.Shown(texts), found.Count > size));
        return Results.Json(page, ServiceJson.Options);
    }

    private static SessionPage Page(IReadOnlyList<Fetched<Session>> found, Confidant reader, VaultTexts texts, bool more) =>
        new([.. found.Select(s => SessionView.From(s, texts, reader))], more ? found[^1].Id : null);

    private static async Task<TView> ShowAsync<TView>(
        HttpContext http, StoreReader store, Vault vault, AuditTrail trail, Guid caseId, Func<VaultTexts, TView> view)
    {
        var shown = vault.ShowAsync(store, caseId, view, http.RequestAborted);
        await Task.WhenAll(shown, trail.RecordReadAsync(http, caseId));
        return await shown;
    }
}
