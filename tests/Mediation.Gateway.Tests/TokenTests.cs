using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class TokenTests : IDisposable
{
    private const string Issuer = "https://issuer.test";
    private const string Demand = """ "AuthenticationOptions": { "AuthenticationProviderKeys": [ "Bearer" ], "AllowedScopes": [ "cases", "all" ] } """;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _jwks = Path.GetTempFileName();

    public TokenTests()
    {
        var key = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(_key.ExportParameters(false))) { KeyId = "k1" });
        System.IO.File.WriteAllText(_jwks, $$"""{ "keys": [ { "kty": "EC", "kid": "k1", "crv": "P-256", "use": "sig", "x": "{{key.X}}", "y": "{{key.Y}}" } ] }""");
    }

    public static TheoryData<string> Forgeries => ["none", "audience", "issuer", "expired", "type", "early", "key", "hs256", "noexp", "rubbish", "tampered"];

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
    [MemberData(nameof(Forgeries))]
    public async Task A_token_that_is_not_good_is_401(string forgery)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));

        await RefusedAsync(await SendAsync(gateway, Forge(forgery)), 401, "token.invalid");
        backend.Requests.ShouldBeEmpty();
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
        Should.Throw<InvalidOperationException>(() => GatewayApp.Build(["--Authentication:Issuers:suite:Jwks", _jwks]))
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

    public void Dispose()
    {
        _key.Dispose();
        System.IO.File.Delete(_jwks);
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

    private Task<RunningGateway> StartAsync(string ocelot) => RunningGateway.StartAsync(ocelot,
        "--Authentication:Issuers:suite:Jwks", _jwks,
        "--Authentication:Issuers:suite:Issuer", Issuer);

    private string Token(string scope = "cases", string audience = "mediation-workflow", string issuer = Issuer, int fromMinutes = -5, int toMinutes = 5, SecurityKey? key = null, string algorithm = "ES256", string type = "at+jwt")
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            TokenType = type,
            Audience = audience,
            NotBefore = now.AddMinutes(fromMinutes),
            Expires = toMinutes == 0 ? null : now.AddMinutes(toMinutes),
            Claims = new Dictionary<string, object> { ["sub"] = "m1", ["scope"] = scope },
            SigningCredentials = new SigningCredentials(key ?? new ECDsaSecurityKey(_key) { KeyId = "k1" }, algorithm),
        });
    }

    private string Forge(string kind) => kind switch
    {
        "none" => $"{Part("""{"alg":"none","typ":"JWT"}""")}.{Token().Split('.')[1]}.",
        "audience" => Token(audience: "other"),
        "issuer" => Token(issuer: "https://evil.test"),
        "expired" => Token(fromMinutes: -60, toMinutes: -2),
        // An ID token is signed by the same key.
        "type" => Token(type: "JWT"),
        "early" => Token(fromMinutes: 2),
        "noexp" => Token(toMinutes: 0),
        "key" => Token(key: new ECDsaSecurityKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = "k1" }),
        // The classic: the public key, which everyone knows, used as a shared secret.
        "hs256" => Token(key: new SymmetricSecurityKey(_key.ExportSubjectPublicKeyInfo()) { KeyId = "k1" }, algorithm: "HS256"),
        "tampered" => Token().Split('.') is var parts ? $"{parts[0]}.{Part("""{"sub":"admin","scope":"all"}""")}.{parts[2]}" : "",
        _ => "rubbish",
    };

    private static string Part(string json) => Base64UrlEncoder.Encode(json);
}
