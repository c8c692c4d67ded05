using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Mediation.Testing;
using Microsoft.AspNetCore.Http;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class TokenTests
{
    private const string Demand = """ "AuthenticationOptions": { "AuthenticationProviderKeys": [ "Bearer" ], "AllowedScopes": [ "cases", "all" ] } """;

    public static TheoryData<string> Tricks => [.. Forgeries.Names];

    [Fact]
    public async Task A_route_that_asks_for_a_token_lets_a_good_one_through_untouched()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));
        var token = Token();

        ((int)(await SendAsync(gateway, token)).StatusCode).ShouldBe(200);
        backend.Last.Headers["Authorization"].ShouldBe("Bearer " + token);
    }

    [Fact]
    public async Task Without_a_token_it_is_401_and_the_service_is_not_asked()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));

        using var answer = await gateway.GetAsync("/a");

        await RefusedAsync(answer, 401, "token.missing");
        answer.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Bearer");
        backend.Requests.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task A_token_that_is_not_good_is_401(string trick)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));

        using var answer = await SendAsync(gateway, Forgeries.Token(trick));

        await RefusedAsync(answer, 401, "token.invalid");
        answer.Headers.WwwAuthenticate.Single().ToString().ShouldBe("Bearer error=\"invalid_token\"");
        backend.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("jku")]
    [InlineData("x5u")]
    public async Task Nobody_looks_for_the_key_where_a_token_says(string header)
    {
        await using var keys = await Backend.StartAsync(http => http.Response.WriteAsync(Forgeries.StrangersKeys));
        await using var gateway = await StartAsync(Everything(1, Demand));

        await RefusedAsync(await SendAsync(gateway, Forgeries.KeyAt(header, new Uri($"http://127.0.0.1:{keys.Port}/keys"))), 401, "token.invalid");
        keys.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_token_counts_in_the_authorization_header_only()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));
        var token = Token();
        using var form = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "/a"))
        {
            Content = new FormUrlEncodedContent([new("access_token", token)]),
        };

        await RefusedAsync(await gateway.GetAsync("/a?access_token=" + token), 401, "token.missing");
        await RefusedAsync(await gateway.SendAsync(HttpMethod.Get, "/a", ("Cookie", $"access_token={token}; Authorization=Bearer {token}")), 401, "token.missing");
        await RefusedAsync(await gateway.Client.SendAsync(form), 401, "token.missing");
        await RefusedAsync(await gateway.SendAsync(HttpMethod.Get, "/a", ("X-Access-Token", token), ("Proxy-Authorization", "Bearer " + token)), 401, "token.missing");
        await RefusedAsync(await gateway.SendAsync(HttpMethod.Get, "/a", ("Authorization", token)), 401, "token.missing");
        await RefusedAsync(await gateway.SendAsync(HttpMethod.Get, "/a", ("Authorization", "DPoP " + token)), 401, "token.missing");
        await RefusedAsync(await gateway.SendAsync(HttpMethod.Get, "/a", ("Authorization", $"Bearer {token}, Bearer {token}")), 401, "token.invalid");
        backend.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_authorization_headers_are_none()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));
        var header = $"Authorization: Bearer {Token()}\r\n";

        (await Raw.SendAsync(gateway.Address, "GET /a", header + header)).Status.ShouldBe(401);
        (await Raw.SendAsync(gateway.Address, "GET /a", "Authorization: Basic YTpi\r\n" + header)).Status.ShouldBe(401);
        backend.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_an_issuers_keys_cannot_be_fetched_it_is_503_and_no_verdict_on_the_token()
    {
        await using var gateway = await RunningGateway.StartAsync(Everything(1, Demand),
            "--Authentication:Issuers:suite:Issuer", TestIssuer.Issuer, "--Authentication:Issuers:suite:Metadata", "http://127.0.0.1:1/.well-known/openid-configuration");

        using var answer = await SendAsync(gateway, Token());

        await RefusedAsync(answer, 503, "identity.unavailable");
        answer.Headers.WwwAuthenticate.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cases", 200)]
    [InlineData("read all", 200)]
    [InlineData("read", 403)]
    [InlineData("", 403)]
    public async Task One_of_the_allowed_scopes_is_needed(string scope, int status)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));

        using var answer = await SendAsync(gateway, Token(scope));

        ((int)answer.StatusCode).ShouldBe(status);
        if (status == 403)
        {
            await RefusedAsync(answer, 403, "scope.missing");
        }
    }

    [Fact]
    public async Task Global_options_are_for_every_route_that_does_not_allow_anonymous()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(FileWith(
            """ "AuthenticationOptions": { "AuthenticationProviderKey": "Bearer" } """,
            Route("/closed", "/closed", backend.Port),
            Route("/open", "/open", backend.Port, """ "AuthenticationOptions": { "AllowAnonymous": true } """)));

        ((int)(await gateway.GetAsync("/closed")).StatusCode).ShouldBe(401);
        ((int)(await gateway.GetAsync("/open")).StatusCode).ShouldBe(200);
    }

    [Fact]
    public void An_issuer_without_its_settings_is_refused_by_name() =>
        Should.Throw<InvalidOperationException>(() => GatewayApp.Build(["--Authentication:Issuers:suite:Jwks", TestIssuer.JwksFile]))
            .Message.ShouldContain("Authentication:Issuers:suite:Issuer");

    [Fact]
    public async Task A_websocket_with_a_token_talks_to_the_service_and_without_one_is_refused()
    {
        await using var backend = await Backend.StartAsync(EchoAsync);
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));
        var address = new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/live/x" }.Uri;

        using var anonymous = new ClientWebSocket();
        await Should.ThrowAsync<WebSocketException>(() => anonymous.ConnectAsync(address, default));
        backend.Requests.ShouldBeEmpty();

        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + Token());
        socket.Options.SetRequestHeader("X-User-Id", "forged");
        await socket.ConnectAsync(address, default);
        await socket.SendAsync(Encoding.UTF8.GetBytes("调解"), WebSocketMessageType.Text, true, default);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, default);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);

        Encoding.UTF8.GetString(buffer, 0, received.Count).ShouldBe("调解");
        backend.Last.Headers.Keys.ShouldNotContain("X-User-Id");
        backend.Last.Headers["X-Forwarded-For"].ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task A_websocket_counts_against_the_limit_like_any_request()
    {
        await using var backend = await Backend.StartAsync(EchoAsync);
        await using var gateway = await StartAsync(Everything(backend.Port, """ "RateLimitOptions": { "Limit": 1, "Period": "1h" } """));
        var address = new UriBuilder(gateway.Address) { Scheme = "ws", Path = "/live" }.Uri;

        using var first = new ClientWebSocket();
        await first.ConnectAsync(address, default);
        using var second = new ClientWebSocket();
        second.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(() => second.ConnectAsync(address, default));

        ((int)second.HttpStatusCode).ShouldBe(429);
    }

    private static async Task EchoAsync(HttpContext http)
    {
        using var socket = await http.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[100];
        for (var read = await socket.ReceiveAsync(buffer, default); read.CloseStatus is null; read = await socket.ReceiveAsync(buffer, default))
        {
            await socket.SendAsync(buffer.AsMemory(0, read.Count), read.MessageType, read.EndOfMessage, default);
        }

        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default);
    }

    private static Task<HttpResponseMessage> SendAsync(RunningGateway gateway, string token) =>
        gateway.SendAsync(HttpMethod.Get, "/a", ("Authorization", "Bearer " + token));

    private static async Task RefusedAsync(HttpResponseMessage answer, int status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(status, text);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonNode.Parse(text)!["code"]!.ToString().ShouldBe(code);
    }

    private static Task<RunningGateway> StartAsync(string ocelot) =>
        RunningGateway.StartAsync(ocelot, TestIssuer.Arguments);

    private static string Token(string scope = "cases")
    {
        var claims = TestIssuer.Claims(TestCaller.Everyone.ToString(), ["mediator"], [], []);
        claims["scope"] = scope;
        return TestIssuer.Sign(claims);
    }
}
