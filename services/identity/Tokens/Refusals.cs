using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;

namespace Mediation.Identity.Tokens;

/// <summary>Errors of the protocol, written by OpenIddict.</summary>
internal static class Refusals
{
    internal static IResult Forbid(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
}
