using Mediation.Gateway.Requests;
using Mediation.Gateway.Routes;

namespace Mediation.Gateway.Tokens;

internal static class TokenWiring
{
    private const string Section = "Authentication:Providers";
    private const string Scheme = "Bearer ";

    public static HashSet<string> ProviderKeys(IConfiguration configuration) =>
        [.. configuration.GetSection(Section).GetChildren().Select(s => s.Key)];

    public static void AddTokens(this WebApplicationBuilder builder)
    {
        var providers = builder.Configuration.GetSection(Section).GetChildren().ToDictionary(s => s.Key, s => new TokenProvider(s));
        builder.Services.AddSingleton<IReadOnlyDictionary<string, TokenProvider>>(providers);
    }

    public static void UseTokens(this WebApplication app)
    {
        var providers = app.Services.GetRequiredService<IReadOnlyDictionary<string, TokenProvider>>();
        app.Use(next => http => http.GetEndpoint()?.Metadata.GetMetadata<GatewayRoute>()?.Token is { } demand
            ? DemandAsync(http, demand, providers, next)
            : next(http));
    }

    private static async Task DemandAsync(
        HttpContext http, TokenDemand demand, IReadOnlyDictionary<string, TokenProvider> providers, RequestDelegate next)
    {
        var refusal = await RefusalAsync(http, demand, providers);
        if (refusal is null)
        {
            await next(http);
            return;
        }

        http.Response.Headers.WWWAuthenticate = refusal.Code switch
        {
            "token.missing" => "Bearer",
            "token.invalid" => "Bearer error=\"invalid_token\"",
            _ => $"Bearer error=\"insufficient_scope\", scope=\"{string.Join(' ', demand.Scopes)}\"",
        };
        await refusal.WriteAsync(http);
    }

    private static async ValueTask<Problem?> RefusalAsync(
        HttpContext http, TokenDemand demand, IReadOnlyDictionary<string, TokenProvider> providers)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return Problem.TokenMissing;
        }

        foreach (var key in demand.Providers)
        {
            if (await providers[key].ScopesAsync(header[Scheme.Length..].Trim()) is { } scopes)
            {
                return demand.Scopes.Count == 0 || demand.Scopes.Intersect(scopes).Any() ? null : Problem.ScopeMissing;
            }
        }

        return Problem.TokenInvalid;
    }
}
