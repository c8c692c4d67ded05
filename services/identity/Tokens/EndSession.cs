using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.Tokens;

/// <summary>/connect/endsession: signs out whoever the id token names; anybody else is asked first, so that a foreign page cannot sign people out.</summary>
internal static class EndSession
{
    internal static async Task<IResult> HandleAsync(HttpContext http)
    {
        var hint = (await http.AuthenticateAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme)).Principal;
        var signedIn = (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        if (signedIn is not null && hint?.GetClaim(Claims.Subject) != signedIn.GetClaim(Claims.Subject))
        {
            return Results.LocalRedirect("~/account/sign-out");
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        return Results.SignOut(
            new AuthenticationProperties { RedirectUri = "/account/signed-out" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}
