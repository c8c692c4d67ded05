using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Mediation.Identity.Tokens;

/// <summary>
/// Of two requests with the same refresh token at the same moment OpenIddict serves both. Here the one that comes second is a reuse
/// like any later one, and ends the session.
/// </summary>
internal sealed class RefreshOnce(IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager sessions) : IOpenIddictServerHandler<ProcessSignInContext>
{
    internal static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
        .UseScopedHandler<RefreshOnce>().SetOrder(OpenIddictServerHandlers.RedeemTokenEntry.Descriptor.Order - 500).Build();

    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.EndpointType != OpenIddictServerEndpointType.Token || !context.Request.IsRefreshTokenGrantType()
            || context.Options.RefreshTokenReuseLeeway is not null)
        {
            return;
        }

        var authentication = context.Transaction.GetProperty<ProcessAuthenticationContext>(typeof(ProcessAuthenticationContext).FullName!);
        var used = authentication?.RefreshTokenPrincipal;
        if (used?.GetTokenId() is not { } id || await tokens.FindByIdAsync(id) is not { } token || await tokens.TryRedeemAsync(token))
        {
            return;
        }

        await ReuseEndsSession.EndAsync(sessions, used.GetAuthorizationId());
        context.Reject(Errors.InvalidGrant, "The refresh token was used already.");
    }
}
