using Mediation.Contracts;
using Mediation.Gateway.Health;
using Mediation.Gateway.Limits;
using Mediation.Gateway.OpenApi;
using Mediation.Gateway.Requests;
using Mediation.Gateway.Routes;
using Mediation.Gateway.Tokens;
using Mediation.ServiceDefaults;

namespace Mediation.Gateway;

internal static class GatewayApp
{
    internal static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.AddHosting();
        builder.AddTokens(Audiences.All);
        builder.AddRoutes();
        builder.Services.AddQuotas();
        builder.Services.AddOpenApiMerger();

        var app = builder.Build();
        app.UseFaultAnswers();
        app.UseRequestHygiene();
        app.UseRouting();
        app.UseBodyLimits();
        // Before the tokens: guessing tokens must cost the guesser his quota, not this machine's signature checks.
        app.UseRateLimiter();
        app.UseTokens();
        app.MapHealth();
        app.MapOpenApiPages();
        app.MapRoutes();
        return app;
    }
}
