using Mediation.Identity.AccessChanges;
using Mediation.Identity.Storage;
using Mediation.ServiceDefaults;
using OpenIddict.Abstractions;

namespace Mediation.Identity.Clients;

/// <summary>Forgets a client with all its sessions; tokens it holds are refused within seconds, by their <c>client_id</c>.</summary>
internal static class RevokeClient
{
    private static readonly Refusal Unknown = Refusal.Unknown("client");

    internal static async Task<IResult> HandleAsync(
        HttpContext http, string id, IOpenIddictApplicationManager clients, IdentityDatabase database, TimeProvider clock)
    {
        if (await clients.FindByClientIdAsync(id, http.RequestAborted) is not { } client)
        {
            return Problem.From(http, Unknown);
        }

        await using var transaction = await database.Database.BeginTransactionAsync(http.RequestAborted);
        await clients.DeleteAsync(client, http.RequestAborted);
        await AccessChange.RecordAsync(database, id, clock.GetUtcNow());
        await transaction.CommitAsync(http.RequestAborted);
        return Results.NoContent();
    }
}
