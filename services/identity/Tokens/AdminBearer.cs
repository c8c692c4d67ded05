using System.Globalization;
using Mediation.Contracts;
using Mediation.Identity.AccessChanges;
using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Mediation.Identity.Tokens;

/// <summary>The one place that decides who may call /api/v1 of this service: a token of its own, for its audience, of a system administrator.</summary>
internal static class AdminBearer
{
    internal const string Policy = "systemAdmin";

    internal static void AddAdminBearer(this WebApplicationBuilder builder, IdentitySettings settings)
    {
        builder.Services.AddAuthentication().AddJwtBearer();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<KeyRing>((bearer, ring) =>
        {
            bearer.MapInboundClaims = false;
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = settings.Issuer.AbsoluteUri,
                ValidAudience = Audiences.Identity,
                ValidTypes = ["at+jwt"],
                ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
                IssuerSigningKeyResolver = (_, _, _, _) => ring.Signing,
                ClockSkew = TimeSpan.FromSeconds(5),
                RoleClaimType = TokenClaims.Role,
            };
            bearer.Events = new JwtBearerEvents { OnTokenValidated = RefuseOutdatedAsync, OnChallenge = AnswerChallengeAsync, OnForbidden = AnswerForbiddenAsync };
        });
        builder.Services.AddAuthorizationBuilder().AddPolicy(
            Policy, policy => policy.AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme).RequireRole(Users.Roles.SystemAdmin));
    }

    private static async Task RefuseOutdatedAsync(TokenValidatedContext context)
    {
        var database = context.HttpContext.RequestServices.GetRequiredService<IdentityDatabase>();
        var claims = context.Principal!;
        var subjects = new[] { "sub", "client_id" }.Select(type => claims.FindFirst(type)?.Value).OfType<string>().ToArray();
        var issued = long.Parse(claims.FindFirst("iat")?.Value ?? "0", CultureInfo.InvariantCulture);
        if (DateTimeOffset.FromUnixTimeSeconds(issued) <= await AccessChange.NotBeforeAsync(database, subjects, context.HttpContext.RequestAborted))
        {
            context.Fail("The subject's access has changed.");
        }
    }

    private static Task AnswerChallengeAsync(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.Headers.WWWAuthenticate = context.AuthenticateFailure is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        var refusal = context.AuthenticateFailure is null
            ? new Refusal("token.missing", "请先登录", "Sign in first") { Status = StatusCodes.Status401Unauthorized }
            : new Refusal("token.invalid", "令牌无效或已过期", "The token is invalid or expired") { Status = StatusCodes.Status401Unauthorized };
        return Problem.From(context.HttpContext, refusal).ExecuteAsync(context.HttpContext);
    }

    private static Task AnswerForbiddenAsync(ForbiddenContext context) => Problem.From(
        context.HttpContext, new Refusal("access.denied", "无权进行此操作", "Not allowed") { Status = StatusCodes.Status403Forbidden }).ExecuteAsync(context.HttpContext);
}
