using Mediation.Gateway.Health;

namespace Mediation.Gateway;

internal static class Hosting
{
    private const long OneMebibyte = 1024 * 1024;

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        // Request logging at Information cost a gateway 70 % of its throughput when measured.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Yarp", LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = builder.Configuration.GetValue("Gateway:MaxBodyBytes", OneMebibyte);
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddGatewayChecks();
        builder.Services.AddSingleton(Outgoing());
    }

    // For the gateway's own questions to the services (health, OpenAPI); requests travel through YARP's clients.
    private static HttpClient Outgoing() =>
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            Timeout = TimeSpan.FromSeconds(2),
            MaxResponseContentBufferSize = 8 * OneMebibyte,
        };
}
