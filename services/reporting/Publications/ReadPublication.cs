using System.Text.Json.Serialization;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Publications;

/// <summary>Publications of the caller's areas, and each of their revisions as it was answered.</summary>
internal static class ReadPublication
{
    internal static async Task<IResult> ListAsync(
        HttpContext http, StoreReader caller, Vault vault, string? area = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        AreaCode? known = null;
        var bad = paging.Refusal
            ?? new FieldCheck().That(area is null || AreaCode.TryParse(area, out known), "area", "unknown", "没有该行政区划", "No such area").Refusal;
        if (bad is not null)
        {
            return Problem.From(http, bad);
        }

        var prefix = known?.Value ?? "";
        var found = await caller.QueryAsync<Publication>(
            p => $"area_code >= {p.Bind(prefix)} and area_code < {p.Bind($"{prefix}:")} and id > {p.Bind(after ?? Guid.Empty)}"
                + $" order by id limit {p.Bind(paging.Size + 1)}",
            http.RequestAborted);
        var items = new List<PublicationListed>();
        foreach (var (id, state) in found.Select(f => (f.Id, f.State)))
        {
            var title = (await vault.OpenAsync(caller, id, http.RequestAborted))[id, PublishFigures.TitleField];
            items.Add(new PublicationListed(id, state.Number, state.AreaCode, title, state.Revision));
        }

        return Results.Json(paging.PageOf(items, item => item.Id), ServiceJson.Options);
    }

    internal static Task<IResult> GetAsync(HttpContext http, Guid id, StoreReader caller, Vault vault) => RevisionAsync(http, id, null, caller, vault);

    internal static async Task<IResult> RevisionAsync(HttpContext http, Guid id, int? revision, StoreReader caller, Vault vault)
    {
        var publication = await caller.FetchForWritingAsync<Publication>(id, http.RequestAborted);
        var shown = revision ?? publication.State.Revision;
        if (!publication.Exists || await Frozen.ReadAsync(caller, id, shown, http.RequestAborted) is not { } answers)
        {
            return Problem.From(http, Refusal.Unknown("publication"));
        }

        var before = shown > 1 ? await Frozen.ReadAsync(caller, id, shown - 1, http.RequestAborted) : null;
        var texts = await vault.OpenAsync(caller, id, http.RequestAborted);
        var revisions = (await caller.FetchStreamAsync<Publication>(id, http.RequestAborted)).Select(e => e.Data switch
        {
            FiguresPublished p => new PublicationRevision(1, p.PublishedAt, p.AsOf, null, p.Digest),
            PublicationRevised r => new PublicationRevision(r.Revision, r.RevisedAt, r.AsOf, texts[r.RevisionId, RevisePublication.ReasonField], r.Digest),
            _ => null,
        });
        var state = publication.State;
        return Results.Json(
            new PublicationRead(
                id, state.Number, state.AreaCode, texts[id, PublishFigures.TitleField], shown, [.. revisions.OfType<PublicationRevision>()], state.Questions,
                new RawJson(answers), before is null ? null : FigureChange.Between(before, answers)),
            ServiceJson.Options);
    }
}

internal sealed record PublicationListed(Guid Id, string Number, string Area, string? Title, int Revision);

/// <param name="Id">Of the publication.</param>
/// <param name="Number">Year and serial of the issuing area, such as 2026-0001.</param>
/// <param name="Area">The issuing area.</param>
/// <param name="Title">As published.</param>
/// <param name="Revision">Which one this is.</param>
/// <param name="Revisions">All there are.</param>
/// <param name="Questions">What was asked.</param>
/// <param name="Answers">An answer for each, byte for byte as it was given then.</param>
/// <param name="Changes">Of a revision: the figures that are not as in the one before.</param>
internal sealed record PublicationRead(
    Guid Id, string Number, string Area, string? Title, int Revision, IReadOnlyList<PublicationRevision> Revisions, IReadOnlyList<QueryMetrics.Question> Questions,
    RawJson Answers, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<FigureChange>? Changes);

/// <param name="Revision">1 for the first.</param>
/// <param name="At">When it was frozen.</param>
/// <param name="AsOf">As of when its figures are.</param>
/// <param name="Reason">Why there is a later one.</param>
/// <param name="Digest">SHA-256 of the answers, hex.</param>
internal sealed record PublicationRevision(int Revision, DateTimeOffset At, DateTimeOffset AsOf, string? Reason, string Digest);
