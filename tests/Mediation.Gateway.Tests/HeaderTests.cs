using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class HeaderTests
{
    [Fact]
    public async Task Forged_forwarding_and_identity_headers_are_dropped()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));
        string[] forged = ["Forwarded", "X-Forwarded-Prefix", "X-Forwarded-User", "X-Real-IP", "X-Original-URL", "X-Original-Host", "Via",
            "True-Client-IP", "CF-Connecting-IP", "X-Client-Cert", "X-User", "X-User-Id", "x-userid", "X-Identity-Claims", "X-Actor-Id",
            "X-Remote-User", "Remote-User", "X-Auth-Request-Email", "X-MS-CLIENT-PRINCIPAL", "X-MS-Client-Principal-Id", "Proxy-Authorization",
            "X-HTTP-Method-Override", "Keep-Alive", "TE", "Trailer", "X-Forwarded-Uri", "X-Forwarded-Client-Cert", "X-Forwarded-Port",
            "X-Original-Forwarded-For", "X-Original-Method", "X-Rewrite-URL", "X-User-Roles", "X-User-Name", "X-Role", "X-Roles", "X-Tenant",
            "X-ARR-ClientCert", "X-SSL-Client-Verify", "SSL-Client-Cert", "MS-ASPNETCORE-CLIENTCERT", "X-Auth-Token", "X-Principal"];

        await gateway.SendAsync(HttpMethod.Get, "/a", [.. forged.Select(name => (name, "forged"))]);

        backend.Last.Headers.Values.ShouldNotContain(v => v.Contains("forged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_gateway_says_itself_where_a_request_comes_from()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        await gateway.SendAsync(HttpMethod.Get, "/a", ("X-Forwarded-For", "6.6.6.6"), ("X-Forwarded-Host", "evil"), ("X-Forwarded-Proto", "https"));

        backend.Last.Headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
        backend.Last.Headers["X-Forwarded-Proto"].ShouldBe("http");
        backend.Last.Headers["X-Forwarded-Host"].ShouldBe(gateway.Address.Authority);
    }

    // Beside a plain "close" or "keep-alive" Kestrel forgets the other names before anyone can read them; what can harm
    // is dropped by its own name in any case.
    [Theory]
    [InlineData("X-Secret")]
    [InlineData("foo, x-secret")]
    [InlineData("foo, X-Secret, X-Forwarded-For, X-Forwarded-Proto")]
    public async Task Headers_named_by_connection_end_here_and_the_gateways_own_stay(string connection)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        await gateway.SendAsync(HttpMethod.Get, "/a", ("Connection", connection), ("X-Secret", "1"), ("X-Forwarded-For", "6.6.6.6"));

        backend.Last.Headers.Keys.ShouldNotContain("X-Secret");
        backend.Last.Headers.Keys.ShouldNotContain("Connection");
        backend.Last.Headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
        backend.Last.Headers["X-Forwarded-Proto"].ShouldBe("http");
    }

    [Fact]
    public async Task An_upgrade_that_is_no_websocket_ends_here()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        await Raw.SendAsync(gateway.Address, "GET /a", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABk\r\n");

        backend.Last.Headers.Keys.ShouldNotContain("Upgrade");
        backend.Last.Headers.Keys.ShouldNotContain("HTTP2-Settings");
    }

    [Fact]
    public async Task What_the_conventions_need_passes_untouched()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));
        (string, string)[] needed = [("Authorization", "Bearer a.b.c"), ("Idempotency-Key", "0199"), ("If-Match", "\"7\""), ("If-None-Match", "W/\"8\""),
            ("Prefer", "return=minimal"), ("Accept-Language", "zh-CN,en;q=0.5"), ("X-Request-Purpose", "own")];

        await gateway.SendAsync(HttpMethod.Get, "/a", needed);

        foreach (var (name, value) in needed)
        {
            backend.Last.Headers[name].ShouldBe(value);
        }
    }

    [Fact]
    public async Task A_clients_trace_is_continued()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        await gateway.SendAsync(HttpMethod.Get, "/a", ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        backend.Last.Headers["traceparent"].ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    [Fact]
    public async Task Answers_lose_what_concerns_one_hop_or_the_software_and_keep_the_rest()
    {
        await using var backend = await Backend.StartAsync(http =>
        {
            var headers = http.Response.Headers;
            headers.Connection = "X-Inner";
            (headers["X-Inner"], headers.Server, headers.XPoweredBy, headers.Via) = ("1", "Kestrel", "a", "b");
            (headers.ETag, headers.Location, headers.XContentTypeOptions, headers["Preference-Applied"]) = ("\"3\"", "/api/v1/cases/1", "nosniff", "x");
            http.Response.StatusCode = 201;
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        using var answer = await gateway.GetAsync("/a");

        var names = answer.Headers.Select(h => h.Key).ToList();
        names.ShouldNotContain("X-Inner");
        names.ShouldNotContain("Server");
        names.ShouldNotContain("X-Powered-By");
        names.ShouldNotContain("Via");
        ((int)answer.StatusCode).ShouldBe(201);
        answer.Headers.ETag!.Tag.ShouldBe("\"3\"");
        answer.Headers.Location!.OriginalString.ShouldBe("/api/v1/cases/1");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task Redirects_and_cookies_are_the_clients_business()
    {
        await using var backend = await Backend.StartAsync(http =>
        {
            http.Response.Headers.SetCookie = "a=b";
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        ((int)(await gateway.GetAsync("/a")).StatusCode).ShouldBe(302);
        await gateway.GetAsync("/b");

        backend.Last.Headers.Keys.ShouldNotContain("Cookie");
    }
}
