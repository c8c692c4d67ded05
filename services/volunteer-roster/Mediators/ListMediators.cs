using Mediation.EventStore;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;
using Mediation.Roster.Persons;

namespace Mediation.Roster.Mediators;

internal static class ListMediators
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, StoreReader store, EventStore.EventStore all, Guid? committee = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        if (paging.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.QueryAsync<Person>(
            p => $"id > {p.Bind(after ?? Guid.Empty)}"
                + $"{(committee is { } one ? $" and committee_id = {p.Bind(one)}" : " and committee_id is not null")} order by id limit {p.Bind(paging.Size + 1)}",
            http.RequestAborted);
        var loads = await Loads.OfAsync(all, [.. found.Select(m => m.Id)], http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(m => Listed(m, loads.GetValueOrDefault(m.Id)))], item => item.Id), ServiceJson.Options);
    }

    private static MediatorListed Listed(Fetched<Person> mediator, int load) => new(
        mediator.Id, mediator.Version, mediator.State.CommitteeId.GetValueOrDefault(), mediator.State.Capacity.GetValueOrDefault(), mediator.State.AreaCode, mediator.State.TypeCodes,
        mediator.State.MaxLoad, load);
}

internal sealed record MediatorListed(
    Guid Id, long Version, Guid CommitteeId, Capacity Capacity, string AreaCode, IReadOnlyList<string> TypeCodes, int MaxLoad, int Load);
