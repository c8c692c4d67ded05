using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace Mediation.Identity.Tokens;

/// <summary>
/// A code or refresh token that was used before ends its session as a whole. OpenIddict revokes the tokens that exist at that moment;
/// one that the first user is just being given would be passed over.
/// </summary>
internal sealed class ReuseEndsSession(IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager sessions)
    : IOpenIddictServerHandler<ValidateTokenContext>
{
    internal static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
        .UseScopedHandler<ReuseEndsSession>().SetOrder(ValidateTokenEntry.Descriptor.Order - 500).Build();

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.TokenId is { } id && await tokens.FindByIdAsync(id) is { } token && await tokens.HasStatusAsync(token, Statuses.Redeemed)
            && await tokens.GetRedemptionDateAsync(token) is { } used && used + Leeway(context) <= context.Options.TimeProvider.GetUtcNow())
        {
            await EndAsync(sessions, context.AuthorizationId);
        }
    }

    internal static async Task EndAsync(IOpenIddictAuthorizationManager sessions, string? id)
    {
        if (id is not null && await sessions.FindByIdAsync(id) is { } session)
        {
            await sessions.TryRevokeAsync(session);
        }
    }

    private static TimeSpan Leeway(ValidateTokenContext context) =>
        context.Principal?.HasTokenType(TokenTypeIdentifiers.RefreshToken) == true ? context.Options.RefreshTokenReuseLeeway ?? TimeSpan.Zero : TimeSpan.Zero;
}
