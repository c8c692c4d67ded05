using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.Tokens;

/// <summary>/connect/userinfo: the one place that tells a client the person's name, for the scope <c>profile</c>.</summary>
internal static class UserInfo
{
    internal static async Task<IResult> HandleAsync(HttpContext http, IdentityDatabase database, Sealer sealer)
    {
        var caller = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal!;
        if (!Guid.TryParse(caller.GetClaim(Claims.Subject), out var id) || await database.Users.FindAsync([id], http.RequestAborted) is not { DisabledAt: null } user)
        {
            return Refusals.Forbid(Errors.InvalidToken, "The user is unknown.");
        }

        var answer = new Dictionary<string, string> { [Claims.Subject] = user.Id.ToString() };
        if (caller.HasScope(OpenIddictConstants.Scopes.Profile))
        {
            answer[Claims.PreferredUsername] = user.UserName!;
            answer[Claims.Name] = DisplayName.Of(user, sealer);
        }

        return Results.Json(answer);
    }
}
