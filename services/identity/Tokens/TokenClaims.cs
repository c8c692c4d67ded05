using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using Mediation.Identity.SignIn;
using Mediation.Identity.Users;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.Tokens;

/// <summary>What stands in tokens: who, roles, units and areas. Never a name.</summary>
internal static class TokenClaims
{
    internal const string Role = "role";
    internal const string Unit = "unit";
    internal const string Area = "area";

    internal static ClaimsPrincipal For(User user, DateTimeOffset session, ImmutableArray<string> scopes)
    {
        var identity = New(user.Id.ToString(), user.Roles, user.Areas);
        identity.SetClaims(Unit, [.. user.Units.Select(unit => unit.ToString())]);
        // For refreshing: without a destination it stays in codes and refresh tokens, which only this service can read.
        identity.SetClaim(Session.Began, session.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        identity.SetClaim(Claims.AuthenticationTime, session.ToUnixTimeSeconds());
        return Principal(identity, scopes);
    }

    internal static ClaimsPrincipal For(string client, IEnumerable<string> roles, IEnumerable<string> areas, ImmutableArray<string> scopes) =>
        Principal(New(client, roles, areas), scopes);

    private static ClaimsIdentity New(string subject, IEnumerable<string> roles, IEnumerable<string> areas)
    {
        var identity = new ClaimsIdentity("Mediation", Claims.Name, Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetClaims(Role, [.. roles]);
        identity.SetClaims(Area, [.. areas]);
        return identity;
    }

    private static ClaimsPrincipal Principal(ClaimsIdentity identity, ImmutableArray<string> scopes)
    {
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(scopes);
        principal.SetResources(Scopes.AudiencesOf(scopes));
        principal.SetDestinations(claim => claim.Type switch
        {
            Claims.Subject => [Destinations.AccessToken, Destinations.IdentityToken],
            Claims.AuthenticationTime => [Destinations.IdentityToken],
            Role or Unit or Area => [Destinations.AccessToken],
            _ => [],
        });
        return principal;
    }
}
