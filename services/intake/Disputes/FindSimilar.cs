using Mediation.EventStore;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Intake.Disputes;

/// <summary>Disputes that may be the same: a suggestion to link, never a reason to merge.</summary>
internal static class FindSimilar
{
    private const int MostLookedAt = 200;
    private const int MostFound = 20;
    private static readonly TimeSpan Window = TimeSpan.FromDays(90);

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, StoreReader store)
    {
        var fetched = await store.FetchForWritingAsync<Dispute>(id, http.RequestAborted);
        if (!fetched.Exists)
        {
            return Problem.From(http, Refusal.Unknown("dispute"));
        }

        var shared = await SharedTexts.OfAsync(store, id, MostLookedAt, http.RequestAborted);
        var near = await store.QueryAsync<Dispute>(p => Near(p, fetched.State), http.RequestAborted);
        var same = await store.QueryAsync<Dispute>(p => $"id = any({p.Bind(shared.Keys.ToArray())})", http.RequestAborted);
        var found = near.Concat(same).DistinctBy(other => other.Id).Where(other => other.Id != id)
            .Select(other => SimilarDispute.Of(other, fetched.State, shared.GetValueOrDefault(other.Id) ?? []))
            .Where(similar => similar.Score >= SimilarDispute.LeastScore)
            .OrderByDescending(similar => similar.Score).ThenByDescending(similar => similar.Id)
            .Take(MostFound);
        return Results.Json(new ListPage<SimilarDispute>([.. found], null), ServiceJson.Options);
    }

    // Of the same village, or of exactly the same area where it is larger, registered at about the same time: ids are in that order.
    private static string Near(List<NpgsqlParameter> parameters, Dispute dispute)
    {
        const int VillageDigits = 12;
        var area = dispute.AreaCode;
        var place = area.Length >= VillageDigits
            ? ListFilters.InArea(parameters, area[..VillageDigits]).Single()
            : $"area_code = {parameters.Bind(area)}";
        return $"{place} and id >= {parameters.Bind(ListFilters.FirstIdAt(dispute.RegisteredAt - Window))} "
            + $"and id < {parameters.Bind(ListFilters.FirstIdAt(dispute.RegisteredAt + Window))} order by id desc limit {parameters.Bind(MostLookedAt)}";
    }
}
