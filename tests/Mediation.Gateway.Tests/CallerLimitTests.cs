using System.Net;
using Mediation.Testing;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class CallerLimitTests
{
    private const string Demand = """ "AuthenticationOptions": { "AuthenticationProviderKeys": [ "Bearer" ] } """;

    [Fact]
    public async Task A_caller_is_limited_over_all_routes_and_tokens_and_others_are_not()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(
            File(Route("/a", "/a", backend.Port, Demand), Route("/b", "/b", backend.Port, Demand)), "--Gateway:PerSubject:Limit=3", "--Gateway:PerSubject:Period=1m");

        foreach (var path in new[] { "/a", "/b", "/a" })
        {
            (await StatusAsync(gateway, path, Token("li"))).ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await SendAsync(gateway, "/b", Token("li"));

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("rate.limited");
        (await StatusAsync(gateway, "/b", Token("wang"))).ShouldBe(HttpStatusCode.OK);
        backend.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Nought_is_no_limit()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand), "--Gateway:PerSubject:Limit=0", "--Gateway:InvalidTokens:Limit=0");

        for (var i = 0; i < 70; i++)
        {
            (await StatusAsync(gateway, "/a", "wrong")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await StatusAsync(gateway, "/a", Token("li"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_guesses_tokens_is_shut_out_but_not_who_had_a_good_one_at_that_address()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await StartAsync(Everything(backend.Port, Demand));
        var known = Token("li");
        (await StatusAsync(gateway, "/a", known)).ShouldBe(HttpStatusCode.OK);

        for (var i = 0; i < 60; i++)
        {
            (await StatusAsync(gateway, "/a", Forgeries.Token("another key"))).ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var refused = await SendAsync(gateway, "/a", Forgeries.Token("another key"));
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await StatusAsync(gateway, "/a", Token("wang"))).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync(gateway, "/a", known)).ShouldBe(HttpStatusCode.OK);
        backend.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Credentials_that_only_a_service_knows_are_not_guessed_either()
    {
        await using var backend = await Backend.StartAsync(http =>
        {
            http.Response.StatusCode = http.Request.Headers.Authorization == "Bearer invited" ? 200 : 401;
            return Task.CompletedTask;
        });
        await using var gateway = await StartAsync(Everything(backend.Port), "--Gateway:InvalidTokens:Limit=3");
        (await StatusAsync(gateway, "/a", "invited")).ShouldBe(HttpStatusCode.OK);

        // The one over the limit is known to be wrong only when the service has said so.
        for (var i = 0; i < 4; i++)
        {
            (await StatusAsync(gateway, "/a", $"guess{i}")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        (await StatusAsync(gateway, "/a", "guess")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await gateway.GetAsync("/a")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        backend.Requests.Count.ShouldBe(6);
    }

    [Fact]
    public async Task To_send_none_is_not_to_guess()
    {
        await using var gateway = await StartAsync(Everything(1, Demand), "--Gateway:InvalidTokens:Limit=1");

        for (var i = 0; i < 3; i++)
        {
            (await gateway.GetAsync("/a")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }
    }

    [Theory]
    [InlineData("--Gateway:PerSubject:Limit=-1", "Gateway:PerSubject:Limit")]
    [InlineData("--Gateway:InvalidTokens:Period=soon", "Gateway:InvalidTokens:Period")]
    public void A_limit_that_is_none_is_refused_by_name(string setting, string named) =>
        Should.Throw<InvalidOperationException>(() => GatewayApp.Build([setting])).Message.ShouldContain(named);

    private static Task<RunningGateway> StartAsync(string ocelot, params string[] settings) =>
        RunningGateway.StartAsync(ocelot, [.. TestIssuer.Arguments, .. settings]);

    private static string Token(string subject) => TestIssuer.Token(subject, ["mediator"], [], []);

    private static Task<HttpResponseMessage> SendAsync(RunningGateway gateway, string path, string token) =>
        gateway.SendAsync(HttpMethod.Get, path, ("Authorization", "Bearer " + token));

    private static async Task<HttpStatusCode> StatusAsync(RunningGateway gateway, string path, string token)
    {
        using var answer = await SendAsync(gateway, path, token);
        return answer.StatusCode;
    }
}
