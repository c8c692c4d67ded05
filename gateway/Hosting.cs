using Mediation.Gateway.Health;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Mediation.Gateway;

internal static class Hosting
{
    private const int OneKibibyte = 1024;
    private const long OneMebibyte = 1024 * OneKibibyte;

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddHostDefaults("gateway");
        builder.WebHost.ConfigureKestrel(kestrel => Limit(kestrel.Limits, builder.Configuration));
        builder.Services.AddGatewayChecks();
        builder.Services.AddSingleton(Outgoing());
    }

    private static void Limit(KestrelServerLimits limits, IConfiguration configuration)
    {
        limits.MaxRequestBodySize = configuration.GetValue("Gateway:MaxBodyBytes", OneMebibyte);
        limits.MaxRequestLineSize = 8 * OneKibibyte;
        limits.MaxRequestHeadersTotalSize = 24 * OneKibibyte;
        limits.MaxRequestHeaderCount = 64;
        // Who takes longer to say what he wants is keeping the connection from others.
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }

    // For the gateway's own questions to the services (health, OpenAPI); requests travel through YARP's clients.
    private static HttpClient Outgoing() =>
        new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false })
        {
            // A service that describes itself for the first time collects its types first: seconds, on a busy machine.
            Timeout = TimeSpan.FromSeconds(20),
            MaxResponseContentBufferSize = 8 * OneMebibyte,
        };
}
