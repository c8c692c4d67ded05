using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Teams;

internal static class ListTeams
{
    /// <param name="http">The request.</param>
    /// <param name="store">Who asks.</param>
    /// <param name="area">Teams of it.</param>
    /// <param name="parent">Branches and squads of a team.</param>
    /// <param name="after">Id of the last one seen.</param>
    /// <param name="limit">1 to 200.</param>
    internal static async Task<IResult> HandleAsync(
        HttpContext http, StoreReader store, string? area = null, Guid? parent = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        var check = new FieldCheck().That(area is null || AreaCode.TryParse(area, out _), "area", "malformed", "区划代码有误", "Not an area code");
        if ((paging.Refusal ?? check.Refusal) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.QueryAsync<Team>(
            p => $"id > {p.Bind(after ?? Guid.Empty)}{Areas.Within(p, area)}{(parent is { } one ? $" and parent_id = {p.Bind(one)}" : "")} "
                + $"order by id limit {p.Bind(paging.Size + 1)}",
            http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(team => TeamRead.Of(team, null))], item => item.Id), ServiceJson.Options);
    }
}
