using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class AnswerHeaderTests
{
    [Theory]
    [InlineData("/a", 200)]
    [InlineData("/closed", 401)]
    [InlineData("/away", 502)]
    [InlineData("/nowhere", 404)]
    [InlineData("/a/%2e%2e/b", 400)]
    [InlineData("/health/live", 200)]
    [InlineData("/openapi/v1.json", 200)]
    public async Task Every_answer_whoever_made_it_says_what_a_browser_may_do_with_it(string path, int status)
    {
        await using var backend = await Backend.StartAsync(http =>
        {
            http.Response.Headers.Server = "Kestrel";
            return http.Response.WriteAsync("{}");
        });
        await using var gateway = await RunningGateway.StartAsync(File(
            Route("/a", "/a", backend.Port), Route("/away", "/away", 1),
            Route("/closed", "/closed", backend.Port, """ "AuthenticationOptions": { "AuthenticationProviderKeys": [ "Bearer" ] } """)));

        var (answered, text) = await Raw.SendAsync(gateway.Address, "GET " + path);

        answered.ShouldBe(status);
        var lines = text[..text.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        lines.Count(l => l == "X-Content-Type-Options: nosniff").ShouldBe(1);
        lines.Count(l => l == "X-Frame-Options: DENY").ShouldBe(1);
        lines.Count(l => l == "Referrer-Policy: no-referrer").ShouldBe(1);
        lines.Count(l => l == "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'").ShouldBe(1);
        lines.Count(l => l.StartsWith("Cache-Control: no-", StringComparison.Ordinal)).ShouldBe(1);
        lines.ShouldNotContain(l => l.StartsWith("Server:", StringComparison.OrdinalIgnoreCase));
        lines.ShouldNotContain(l => l.StartsWith("Strict-Transport-Security:", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_services_own_policy_stands()
    {
        await using var backend = await Backend.StartAsync(http =>
        {
            var headers = http.Response.Headers;
            (headers.ContentSecurityPolicy, headers.CacheControl, headers["Referrer-Policy"]) = ("form-action 'self'", "private, no-cache", "same-origin");
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        using var answer = await gateway.GetAsync("/account/sign-in");

        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["form-action 'self'"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
    }

    [Fact]
    public async Task Pages_of_other_sites_get_no_leave_even_where_a_service_gives_it()
    {
        await using var backend = await Backend.StartAsync(http =>
        {
            var headers = http.Response.Headers;
            (headers.AccessControlAllowOrigin, headers.AccessControlAllowCredentials, headers.AccessControlExposeHeaders) = ("*", "true", "ETag");
            (headers["Access-Control-Allow-Private-Network"], headers["Timing-Allow-Origin"]) = ("true", "*");
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        using var simple = await gateway.SendAsync(HttpMethod.Get, "/a", ("Origin", "https://evil.test"));
        backend.Requests.Clear();
        using var preflight = await gateway.SendAsync(
            HttpMethod.Options, "/a", ("Origin", "https://evil.test"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization"));

        simple.StatusCode.ShouldBe(HttpStatusCode.OK);
        preflight.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        backend.Requests.ShouldBeEmpty();
        simple.Headers.Concat(preflight.Headers).Select(h => h.Key)
            .ShouldNotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase) || name == "Timing-Allow-Origin");
    }

    [Fact]
    public async Task Over_https_the_browser_is_told_to_stay_there()
    {
        var pfx = Path.GetTempFileName();
        await System.IO.File.WriteAllBytesAsync(pfx, Certificate());
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port),
            "--Kestrel:Endpoints:Tls:Url", "https://127.0.0.1:0", "--Kestrel:Endpoints:Tls:Certificate:Path", pfx);
        using var client = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        });

        using var answer = await client.GetAsync(new Uri(gateway.Address, "/a"));
        System.IO.File.Delete(pfx);

        gateway.Address.Scheme.ShouldBe("https");
        answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        backend.Last.Headers["X-Forwarded-Proto"].ShouldBe("https");
    }

    private static byte[] Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return made.Export(X509ContentType.Pfx);
    }
}
