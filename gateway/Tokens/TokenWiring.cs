using Mediation.Gateway.Routes;
using Mediation.ServiceDefaults;

namespace Mediation.Gateway.Tokens;

/// <summary>Asks routes for the tokens that the route file demands. What a caller may do is decided by the service, on the same token.</summary>
internal static class TokenWiring
{
    /// <summary>The one provider there is for routes to name: any issuer configured under Authentication:Issuers.</summary>
    internal const string Provider = "Bearer";

    public static void UseTokens(this WebApplication app)
    {
        var tokens = app.Services.GetRequiredService<TokenCheck>();
        app.Use(next => http => http.GetEndpoint()?.Metadata.GetMetadata<GatewayRoute>()?.Token is { } demand
            ? DemandAsync(http, demand, tokens, next)
            : next(http));
    }

    private static async Task DemandAsync(HttpContext http, TokenDemand demand, TokenCheck tokens, RequestDelegate next)
    {
        var refusal = await RefusalAsync(http, demand, tokens);
        if (refusal is null)
        {
            await next(http);
            return;
        }

        http.Response.Headers.WWWAuthenticate = refusal.Code switch
        {
            "token.missing" => "Bearer",
            "token.invalid" => "Bearer error=\"invalid_token\"",
            "identity.unavailable" => default,
            _ => $"Bearer error=\"insufficient_scope\", scope=\"{string.Join(' ', demand.Scopes)}\"",
        };
        await refusal.WriteAsync(http);
    }

    private static async ValueTask<Requests.Problem?> RefusalAsync(HttpContext http, TokenDemand demand, TokenCheck tokens)
    {
        if (TokenCheck.TokenOf(http) is not { } token)
        {
            return Requests.Problem.TokenMissing;
        }

        try
        {
            return await tokens.CallerAsync(token) is not { } caller ? Requests.Problem.TokenInvalid
                : demand.Scopes.Count == 0 || demand.Scopes.Intersect(caller.Scopes).Any() ? null
                : Requests.Problem.ScopeMissing;
        }
        catch (IssuerUnreachableException)
        {
            return Requests.Problem.IdentityUnavailable;
        }
    }
}
