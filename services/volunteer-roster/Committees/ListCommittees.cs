using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Roster.Committees;

internal static class ListCommittees
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, EventStore.EventStore store, string? area = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        var check = new FieldCheck().That(area is null || AreaCode.TryParse(area, out _), "area", "malformed", "区划代码有误", "Not an area code");
        if ((paging.Refusal ?? check.Refusal) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.QueryAsync<Committee>(
            "id > $1 and data->>'areaCode' like $2 order by id limit $3",
            [
                new NpgsqlParameter<Guid> { TypedValue = after ?? Guid.Empty },
                new NpgsqlParameter<string> { TypedValue = (AreaCode.TryParse(area, out var within) ? within.Value.Value : "") + "%" },
                new NpgsqlParameter<int> { TypedValue = paging.Size + 1 },
            ],
            http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(CommitteeRead.Of)], item => item.Id), ServiceJson.Options);
    }
}
