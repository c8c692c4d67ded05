using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Committees;

internal static class ListCommittees
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, StoreReader store, string? area = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        var check = new FieldCheck().That(area is null || AreaCode.TryParse(area, out _), "area", "malformed", "区划代码有误", "Not an area code");
        if ((paging.Refusal ?? check.Refusal) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var prefix = AreaCode.TryParse(area, out var within) ? within.Value.Value : "";
        var found = await store.QueryAsync<Committee>(
            p => $"id > {p.Bind(after ?? Guid.Empty)} and starts_with(area_code, {p.Bind(prefix)}) order by id limit {p.Bind(paging.Size + 1)}",
            http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(CommitteeRead.Of)], item => item.Id), ServiceJson.Options);
    }
}
