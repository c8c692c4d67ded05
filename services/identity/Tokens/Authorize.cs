using Mediation.Identity.SignIn;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.Tokens;

/// <summary>GET or POST /connect/authorize, after OpenIddict has checked client, redirect and PKCE: a code for whoever is signed in.</summary>
internal static class Authorize
{
    internal static async Task<IResult> HandleAsync(HttpContext http, IdentityDatabase database, TimeProvider clock)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var signedIn = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var user = signedIn.Succeeded ? await Session.UserAsync(database, signedIn.Principal, http.RequestAborted) : null;
        var began = signedIn.Succeeded ? Session.BeganAt(signedIn.Principal) : default;
        if (user is null || user.MustChangePassword || IsTooOld(request, began, clock.GetUtcNow()))
        {
            return SignInFirst(http, request, user);
        }

        return Results.SignIn(
            TokenClaims.For(user, began, request.GetScopes()), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static bool IsTooOld(OpenIddictRequest request, DateTimeOffset began, DateTimeOffset now) =>
        request.HasPromptValue(PromptValues.Login) || (request.MaxAge is { } age && now - began > TimeSpan.FromSeconds(age));

    private static IResult SignInFirst(HttpContext http, OpenIddictRequest request, User? user)
    {
        if (request.HasPromptValue(PromptValues.None))
        {
            return Refusals.Forbid(Errors.LoginRequired, "Sign in first.");
        }

        // Without prompt and max_age, or the page would ask for ever.
        var parameters = request.GetParameters().Where(p => p.Key is not (Parameters.Prompt or Parameters.MaxAge))
            .Select(p => KeyValuePair.Create(p.Key, (string?)p.Value));
        var back = http.Request.Path + QueryString.Create(parameters);
        return user is { MustChangePassword: true }
            ? ReturnUrl.See("/account/password", back)
            : ReturnUrl.See("/account/sign-in", back, afresh: user is not null);
    }
}
