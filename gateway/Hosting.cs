using Mediation.Gateway.Health;
using Mediation.ServiceDefaults;

namespace Mediation.Gateway;

internal static class Hosting
{
    private const long OneMebibyte = 1024 * 1024;

    public static void AddHosting(this WebApplicationBuilder builder)
    {
        builder.AddHostDefaults("gateway");
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Limits.MaxRequestBodySize = builder.Configuration.GetValue("Gateway:MaxBodyBytes", OneMebibyte));
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
