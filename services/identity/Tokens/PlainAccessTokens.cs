using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace Mediation.Identity.Tokens;

/// <summary>An access token leaves no row behind: it lives ten minutes, and access changes end it sooner.</summary>
internal sealed class NoEntryForAccessTokens : IOpenIddictServerHandler<GenerateTokenContext>
{
    internal static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<GenerateTokenContext>()
        .UseSingletonHandler<NoEntryForAccessTokens>().SetOrder(CreateTokenEntry.Descriptor.Order - 500).Build();

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is TokenTypeIdentifiers.AccessToken or TokenTypeIdentifiers.IdentityToken)
        {
            (context.CreateTokenEntry, context.PersistTokenPayload) = (false, false);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Access tokens carry the agreed claims and none of OpenIddict's own; the audience is always a list.</summary>
internal sealed class OnlyAgreedClaims : IOpenIddictServerHandler<GenerateTokenContext>
{
    private const string OfOpenIddict = "oi_";

    internal static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<GenerateTokenContext>()
        .UseSingletonHandler<OnlyAgreedClaims>().SetOrder(GenerateIdentityModelToken.Descriptor.Order - 500).Build();

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType != TokenTypeIdentifiers.AccessToken)
        {
            return ValueTask.CompletedTask;
        }

        var descriptor = context.SecurityTokenDescriptor;
        foreach (var claim in descriptor.Subject.Claims.Where(c => c.Type.StartsWith(OfOpenIddict, StringComparison.Ordinal)).ToList())
        {
            descriptor.Subject.RemoveClaim(claim);
        }

        if (descriptor.Claims.TryGetValue(Claims.Audience, out var audience) && audience is string one)
        {
            descriptor.Claims[Claims.Audience] = new[] { one };
        }

        return ValueTask.CompletedTask;
    }
}
