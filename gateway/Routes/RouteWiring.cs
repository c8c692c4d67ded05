using Mediation.Gateway.Limits;
using Mediation.Gateway.Requests;
using Mediation.Gateway.Tokens;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Mediation.Gateway.Routes;

internal static class RouteWiring
{
    public static void AddRoutes(this WebApplicationBuilder builder)
    {
        var path = Locate(builder.Configuration["Gateway:Routes"] ?? "ocelot.json", builder.Environment.ContentRootPath);
        var source = new RouteSource(path, new HashSet<string> { TokenWiring.Provider });
        source.Use(source.Read(Content(path)));

        builder.Services.AddSingleton(source);
        builder.Services.AddSingleton<IProxyConfigProvider>(source);
        builder.Services.AddHostedService<RouteWatcher>();
        builder.Services.AddSingleton<MatcherPolicy, ExactCasePolicy>();
        builder.Services.AddSingleton<IForwarderHttpClientFactory, DownstreamClients>();
        builder.Services.AddReverseProxy().AddTransforms(DownstreamRequest.Shape);
        // YARP brings data protection for cookie affinity, which is not used here; it would write keys to the home folder.
        builder.Services.Remove(builder.Services.Single(s => s.ImplementationType?.Name == "DataProtectionHostedService"));
    }

    public static void MapRoutes(this WebApplication app)
    {
        // Balancing alone: session affinity and health checks of YARP's default pipeline have no Ocelot key here.
        app.MapReverseProxy(proxy =>
        {
            proxy.UseForwardingAnswers();
            proxy.UseLoadBalancing();
        }).ConfigureEndpoints((endpoint, config) =>
        {
            var route = ProxyTable.RouteOf(config);
            endpoint.WithMetadata(route, PathTemplate.Parse(route.Upstream));
            if (route.Quota is not null)
            {
                endpoint.WithMetadata(new RouteQuota(route.Quota));
            }
        });
        app.Map("/{**path}", (HttpContext http) => Problem.UnknownRoute.WriteAsync(http)).WithOrder(int.MaxValue);
    }

    private static string Locate(string configured, string contentRoot)
    {
        var path = Path.Combine(contentRoot, configured);
        return File.Exists(path) ? path : Path.Combine(AppContext.BaseDirectory, configured);
    }

    private static byte[] Content(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RouteFileException(path, [fault.Message]);
        }
    }
}
