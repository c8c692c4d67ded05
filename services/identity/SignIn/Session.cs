using System.Globalization;
using System.Security.Claims;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.SignIn;

/// <summary>A session: who signed in, and when. The same two stand in the cookie and in refresh tokens, and are checked at every use.</summary>
internal static class Session
{
    /// <summary>Claim with the beginning in Unix milliseconds.</summary>
    internal const string Began = "session";

    internal static async Task BeginAsync(HttpContext http, User user, DateTimeOffset now)
    {
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        var identity = new ClaimsIdentity("Mediation");
        identity.SetClaim(Claims.Subject, user.Id.ToString());
        identity.SetClaim(Began, now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        await http.SignInAsync(IdentityConstants.ApplicationScheme, new ClaimsPrincipal(identity));
    }

    internal static DateTimeOffset BeganAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.GetClaim(Began), CultureInfo.InvariantCulture, out var milliseconds)
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : default;

    /// <summary>The user, unless disabled, or the session was ended meanwhile.</summary>
    internal static async Task<User?> UserAsync(IdentityDatabase database, ClaimsPrincipal principal, CancellationToken cancellation) =>
        Guid.TryParse(principal.GetClaim(Claims.Subject), out var id) && await database.Users.FindAsync([id], cancellation) is { DisabledAt: null } user
        && BeganAt(principal) >= user.SessionsNotBefore
            ? user
            : null;

    /// <summary>Each request with a cookie looks at the user: sign-in pages are rare, and a disabled user is out at once.</summary>
    internal static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var database = context.HttpContext.RequestServices.GetRequiredService<IdentityDatabase>();
        if (await UserAsync(database, context.Principal!, context.HttpContext.RequestAborted) is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
        }
    }
}
