using System.Net;
using System.Text.Json.Nodes;
using Mediation.Identity.Tests.Support;

namespace Mediation.Identity.Tests;

public sealed class AccessTokens(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private static readonly string[] _everywhere =
        ["mediation-intake", "mediation-workflow", "mediation-roster", "mediation-reporting", "mediation-identity"];

    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task A_users_token_has_exactly_the_agreed_claims_and_no_name()
    {
        var unit = Guid.Parse("0190b0a0-0000-7000-8000-000000000001");
        var id = await _identity.AddUserAsync(
            "zhang.wei", "mediator", "--role", "committeeHead", "--unit", unit.ToString(), "--area", "610928", "--area", "6109", "--display", "张伟的名字");
        using var browser = _identity.NewBrowser();
        var answer = await browser.SessionAsync("zhang.wei", OAuth.Scope + " profile");
        var claims = answer.Claims;
        claims.Select(c => c.Key).Order(StringComparer.Ordinal).ShouldBe(["area", "aud", "client_id", "exp", "iat", "iss", "jti", "role", "scope", "sub", "unit"]);
        claims["iss"]!.ToString().ShouldBe(_identity.Issuer.ToString());
        claims["sub"]!.ToString().ShouldBe(id.ToString());
        claims["client_id"]!.ToString().ShouldBe(RunningIdentity.Web);
        Texts(claims["aud"]).ShouldBe(_everywhere);
        Texts(claims["role"]).ShouldBe(["mediator", "committeeHead"]);
        claims["unit"]!.ToString().ShouldBe(unit.ToString());
        Texts(claims["area"]).ShouldBe(["610928", "6109"]);
        claims["scope"]!.ToString().ShouldBe(OAuth.Scope + " profile");
        (claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>()).ShouldBe(600);
        foreach (var token in (string[])[answer["access_token"], answer["id_token"]])
        {
            Answer.Part(token, 1).ToJsonString().ShouldNotContain("zhang");
            Uri.UnescapeDataString(Answer.Part(token, 1).ToJsonString()).ShouldNotContain("\\u5F20");
        }
    }

    [Fact]
    public async Task It_is_signed_with_es256_and_says_what_it_is()
    {
        await _identity.AddUserAsync("header");
        using var browser = _identity.NewBrowser();
        var header = Answer.Part((await browser.SessionAsync("header"))["access_token"], 0);
        (header["alg"]!.ToString(), header["typ"]!.ToString()).ShouldBe(("ES256", "at+jwt"));
        header["kid"]!.ToString().ShouldBe((await KeysAsync(browser))[0]["kid"]!.ToString());
    }

    [Fact]
    public async Task A_user_without_units_and_areas_has_none_in_the_token()
    {
        await _identity.AddUserAsync("plain");
        using var browser = _identity.NewBrowser();
        var claims = (await browser.SessionAsync("plain")).Claims;
        (claims["unit"], claims["area"]).ShouldBe((null, null));
        claims["role"]!.ToString().ShouldBe("mediator");
    }

    [Fact]
    public async Task A_machines_token_is_for_reporting_only()
    {
        using var browser = _identity.NewBrowser();
        var answer = await browser.ClientTokenAsync();
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body!["refresh_token"].ShouldBeNull();
        var claims = answer.Claims;
        claims.Select(c => c.Key).Order(StringComparer.Ordinal).ShouldBe(["area", "aud", "client_id", "exp", "iat", "iss", "jti", "role", "scope", "sub"]);
        claims["aud"].ShouldBeOfType<JsonArray>().Single()!.ToString().ShouldBe("mediation-reporting");
        (claims["sub"]!.ToString(), claims["role"]!.ToString(), claims["area"]!.ToString()).ShouldBe((RunningIdentity.Machine, "bureauClient", "6109"));
    }

    [Fact]
    public async Task A_machine_gets_no_scope_that_it_was_not_given()
    {
        using var browser = _identity.NewBrowser();
        (await browser.ClientTokenAsync(scope: "mediation")).Error.ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-secret-of-the-bureau-0123456788")]
    public async Task A_machine_with_a_wrong_secret_gets_nothing(string secret)
    {
        using var browser = _identity.NewBrowser();
        var answer = await browser.ClientTokenAsync(secret);
        answer.Error.ShouldBe(secret.Length == 0 ? "invalid_request" : "invalid_client");
    }

    [Fact]
    public async Task A_client_added_again_has_its_new_secret_only()
    {
        const string Changed = "another-secret-of-the-bureau-9876";
        await using var identity = await RunningIdentity.StartAsync();
        await identity.AddClientAsync(
            "--id", RunningIdentity.Machine, "--secret-file", await RunningIdentity.FileAsync(Changed), "--scope", "reporting", "--role", "bureauClient", "--area", "61");
        using var browser = identity.NewBrowser();
        (await browser.ClientTokenAsync()).Error.ShouldBe("invalid_client");
        (await browser.ClientTokenAsync(Changed)).Claims["area"]!.ToString().ShouldBe("61");
    }

    [Fact]
    public async Task A_clients_secret_is_not_in_the_database()
    {
        (await _identity.ScalarAsync<long>("select count(*) from oauth_applications a where a::text like '%' || $1 || '%'", RunningIdentity.Secret)).ShouldBe(0);
    }

    [Fact]
    public async Task The_published_keys_have_public_members_only()
    {
        using var browser = _identity.NewBrowser();
        foreach (var key in await KeysAsync(browser))
        {
            key.AsObject().Select(m => m.Key).Order(StringComparer.Ordinal).ShouldBe(["alg", "crv", "kid", "kty", "use", "x", "y"]);
            (key["kty"]!.ToString(), key["crv"]!.ToString(), key["alg"]!.ToString()).ShouldBe(("EC", "P-256", "ES256"));
        }
    }

    [Fact]
    public async Task The_description_offers_nothing_that_is_not_meant()
    {
        using var browser = _identity.NewBrowser();
        var offered = JsonNode.Parse(await browser.PageAsync("/.well-known/openid-configuration"))!;
        Texts(offered["grant_types_supported"]).ShouldBe(["authorization_code", "refresh_token", "client_credentials"], ignoreOrder: true);
        Texts(offered["response_types_supported"]).ShouldBe(["code"]);
        Texts(offered["code_challenge_methods_supported"]).ShouldBe(["S256"]);
        Texts(offered["id_token_signing_alg_values_supported"]).ShouldBe(["ES256"]);
    }

    [Fact]
    public async Task Names_are_told_at_userinfo_and_only_for_the_profile_scope()
    {
        await _identity.AddUserAsync("named", "mediator", "--display", "李娜");
        using var browser = _identity.NewBrowser();
        (await InfoAsync(browser, (await browser.SessionAsync("named"))["access_token"])).ShouldNotContain("李娜");
        using var another = _identity.NewBrowser();
        (await InfoAsync(another, (await another.SessionAsync("named", OAuth.Scope + " profile"))["access_token"])).ShouldContain("李娜");
        (await _identity.ScalarAsync<long>("select count(*) from users where users::text like '%李娜%'")).ShouldBe(0);
    }

    private static async Task<string> InfoAsync(Browser browser, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/connect/userinfo");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await browser.Client.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return System.Text.RegularExpressions.Regex.Unescape(await response.Content.ReadAsStringAsync());
    }

    private static async Task<IReadOnlyList<JsonNode>> KeysAsync(Browser browser) =>
        [.. JsonNode.Parse(await browser.PageAsync("/.well-known/jwks"))!["keys"]!.AsArray().Select(k => k!)];

    private static IReadOnlyList<string> Texts(JsonNode? node) => [.. node.ShouldBeOfType<JsonArray>().Select(n => n!.ToString())];
}
