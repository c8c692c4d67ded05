using Mediation.Identity.AccessChanges;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Mediation.ServiceDefaults;
using OpenIddict.Abstractions;

namespace Mediation.Identity.Clients;

/// <summary>Forgets a client with all its sessions; tokens it holds are refused within seconds, by their <c>client_id</c>. Final, so it names no version.</summary>
internal static class RevokeClient
{
    private static readonly Refusal Unknown = Refusal.Unknown("client");

    internal static Task<IResult> HandleAsync(
        HttpContext http, string id, AdminShell shell, IOpenIddictApplicationManager clients, IdentityDatabase database, TimeProvider clock) =>
        shell.RunAsync(http, async () =>
        {
            if (await clients.FindByClientIdAsync(id, http.RequestAborted) is not { } client)
            {
                return new Outcome(Unknown);
            }

            await clients.DeleteAsync(client, http.RequestAborted);
            var now = clock.GetUtcNow();
            await AccessChange.RecordAsync(database, id, now);
            await shell.RecordAsync(http, AuditActions.ClientRevoked, null, id);
            return new Outcome(Reply.Ok(new RevokedClient(id, now)));
        });
}

internal sealed record RevokedClient(string Id, DateTimeOffset RevokedAt);
