using System.Security.Claims;
using Mediation.Identity.AccessChanges;
using Mediation.Identity.Clients;
using Mediation.Identity.SignIn;
using Mediation.Identity.Storage;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.Tokens;

/// <summary>POST /connect/token, after OpenIddict has checked client, code or refresh token: claims are read anew each time.</summary>
internal static class Exchange
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, IdentityDatabase database, IOpenIddictApplicationManager clients, IdentitySettings settings, TimeProvider clock)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var principal = request.IsClientCredentialsGrantType()
            ? await ForClientAsync(http, request, database, clients, clock)
            : await ForUserAsync(http, database, settings, clock);
        return principal is null
            ? Refusals.Forbid(Errors.InvalidGrant, "The session is over.")
            : Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<ClaimsPrincipal?> ForUserAsync(
        HttpContext http, IdentityDatabase database, IdentitySettings settings, TimeProvider clock)
    {
        var ticket = await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
        if (ticket.Principal is not { } earlier)
        {
            return null;
        }

        var client = http.GetOpenIddictServerRequest()!.ClientId!;
        await AccessChange.SettleAsync(database, [earlier.GetClaim(Claims.Subject)!, client], clock, http.RequestAborted);
        var began = Session.BeganAt(earlier);
        var left = began + settings.SessionLifetime - clock.GetUtcNow();
        if (left <= TimeSpan.Zero || await Session.UserAsync(database, earlier, http.RequestAborted) is not { } user)
        {
            return null;
        }

        var principal = TokenClaims.For(user, began, earlier.GetScopes());
        principal.SetRefreshTokenLifetime(left);
        return principal;
    }

    private static async Task<ClaimsPrincipal?> ForClientAsync(
        HttpContext http, OpenIddictRequest request, IdentityDatabase database, IOpenIddictApplicationManager clients, TimeProvider clock)
    {
        await AccessChange.SettleAsync(database, [request.ClientId!], clock, http.RequestAborted);
        if (await clients.FindByClientIdAsync(request.ClientId!, http.RequestAborted) is not { } client)
        {
            return null;
        }

        var access = ClientAccess.Read(await clients.GetPropertiesAsync(client, http.RequestAborted));
        return TokenClaims.For(request.ClientId!, access.Roles, access.Areas, request.GetScopes());
    }
}
