using Mediation.EventStore;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;
using Mediation.Roster.Persons;

namespace Mediation.Roster.Mediators;

internal static class GetMediator
{
    // No ETag: the load changes without the mediator's own stream.
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, StoreReader store, EventStore.EventStore all, Vault vault, AuditTrail trail)
    {
        var fetched = await store.FetchForWritingAsync<Person>(id, http.RequestAborted);
        if (fetched.State is not { CommitteeId: { } committee, Capacity: { } capacity } mediator)
        {
            return Problem.From(http, Refusal.Unknown("mediator"));
        }

        await trail.RecordReadAsync(http, id);
        var texts = await vault.OpenAsync(store, id, http.RequestAborted);
        var loads = await Loads.OfAsync(all, [id], http.RequestAborted);
        return Results.Json(
            new MediatorRead(
                id, fetched.Version, committee, texts[id, RegisterMediator.NameField], Mask.Number(texts[id, RegisterMediator.PhoneField]),
                capacity, mediator.AreaCode, mediator.TypeCodes, mediator.MaxLoad, loads.GetValueOrDefault(id)),
            ServiceJson.Options);
    }
}

internal sealed record MediatorRead(
    Guid Id, long Version, Guid CommitteeId, string? Name, string? Phone, Capacity Capacity, string AreaCode,
    IReadOnlyList<string> TypeCodes, int MaxLoad, int Load);
