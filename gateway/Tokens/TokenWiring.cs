using Mediation.Gateway.Limits;
using Mediation.Gateway.Routes;
using Mediation.ServiceDefaults;
using Problem = Mediation.Gateway.Requests.Problem;

namespace Mediation.Gateway.Tokens;

/// <summary>Asks routes for the tokens that the route file demands. What a caller may do is decided by the service, on the same token.</summary>
internal static class TokenWiring
{
    /// <summary>The one provider there is for routes to name: any issuer configured under Authentication:Issuers.</summary>
    internal const string Provider = "Bearer";

    public static void UseTokens(this WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<TokenCheck>();
        var limits = app.Services.GetRequiredService<CallerLimits>();
        app.Use(next => http => http.GetEndpoint()?.Metadata.GetMetadata<GatewayRoute>() switch
        {
            { Token: { } demand } => DemandAsync(http, demand, tokens, limits, next),
            not null when http.Request.Headers.Authorization.Count > 0 => ShowAsync(http, limits, next),
            _ => next(http),
        });
    }

    // Credentials that only the service knows (an invitation's, a program's): its refusals count as wrong tokens do.
    private static async Task ShowAsync(HttpContext http, CallerLimits limits, RequestDelegate next)
    {
        if (await limits.MayTryAsync(http))
        {
            await next(http);
            if (http.Response.StatusCode == StatusCodes.Status401Unauthorized)
            {
                limits.NoteInvalid(http);
            }
        }
    }

    private static async Task DemandAsync(HttpContext http, TokenDemand demand, TokenCheck tokens, CallerLimits limits, RequestDelegate next)
    {
        if (TokenCheck.TokenOf(http) is not { } token)
        {
            await RefuseAsync(http, Problem.TokenMissing, "Bearer");
        }
        else if ((tokens.Remembered(token) ?? await VerifyAsync(http, token, tokens, limits)) is not { } caller)
        {
            // Answered.
        }
        else if (demand.Scopes.Count > 0 && !demand.Scopes.Intersect(caller.Scopes).Any())
        {
            await RefuseAsync(http, Problem.ScopeMissing, $"Bearer error=\"insufficient_scope\", scope=\"{string.Join(' ', demand.Scopes)}\"");
        }
        else if (await limits.AdmitAsync(http, caller))
        {
            await next(http);
        }
    }

    private static async ValueTask<Caller?> VerifyAsync(HttpContext http, string token, TokenCheck tokens, CallerLimits limits)
    {
        try
        {
            if (!await limits.MayTryAsync(http))
            {
                return null;
            }

            if (await tokens.CallerAsync(token) is { } caller)
            {
                return caller;
            }
        }
        catch (IssuerUnreachableException)
        {
            await RefuseAsync(http, Problem.IdentityUnavailable, null);
            return null;
        }

        if (await limits.CountInvalidAsync(http))
        {
            await RefuseAsync(http, Problem.TokenInvalid, "Bearer error=\"invalid_token\"");
        }

        return null;
    }

    private static Task RefuseAsync(HttpContext http, Problem refusal, string? challenge)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return refusal.WriteAsync(http);
    }
}
