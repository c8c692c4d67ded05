using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Mediation.Identity.Tokens;

/// <summary>OpenIddict as this suite uses it: code with PKCE, refreshing, client credentials, nothing else.</summary>
internal static class OpenIddictWiring
{
    private static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(1);

    internal static void AddTokens(this WebApplicationBuilder builder, IdentitySettings settings)
    {
        builder.Services.AddSingleton<TokenKeys>().AddSingleton<KeyRing>();
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(services => services.GetRequiredService<KeyRing>());
        builder.Services.AddSingleton<IOptionsChangeTokenSource<OpenIddictServerOptions>>(services => services.GetRequiredService<KeyRing>());
        builder.Services.AddHostedService<KeyWatch>().AddHostedService<Pruning>();
        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<IdentityDatabase>().ReplaceDefaultEntities<Guid>())
            .AddServer(server => Configure(server, settings));
    }

    private static void Configure(OpenIddictServerBuilder server, IdentitySettings settings)
    {
        server.SetIssuer(settings.Issuer)
            .SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetRevocationEndpointUris("connect/revocation")
            .SetEndSessionEndpointUris("connect/endsession").SetUserInfoEndpointUris("connect/userinfo");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
        server.RegisterScopes(Scopes.Mediation, Scopes.Reporting, OpenIddict.Abstractions.OpenIddictConstants.Scopes.Profile);
        server.SetAccessTokenLifetime(AccessTokenLifetime).SetAuthorizationCodeLifetime(CodeLifetime).SetRefreshTokenLifetime(settings.SessionLifetime);
        server.DisableSlidingRefreshTokenExpiration().DisableAccessTokenEncryption();
        server.SetRefreshTokenReuseLeeway(settings.RefreshReuseLeeway > TimeSpan.Zero ? settings.RefreshReuseLeeway : null);
        server.Configure(options =>
        {
            options.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
            options.ResponseModes.IntersectWith([ResponseModes.Query]);
        });
        server.AddEventHandler(NoEntryForAccessTokens.Descriptor).AddEventHandler(OnlyAgreedClaims.Descriptor);
        server.AddEventHandler(RefreshOnce.Descriptor).AddEventHandler(ReuseEndsSession.Descriptor);
        // Transport security is the gateway's; the scheme that requests are taken to have is the issuer's.
        server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough().DisableTransportSecurityRequirement();
    }
}
