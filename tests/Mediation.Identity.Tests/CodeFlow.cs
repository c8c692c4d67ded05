using System.Net;
using System.Web;
using Mediation.Identity.Tests.Support;

namespace Mediation.Identity.Tests;

public sealed class CodeFlow(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task A_signed_in_user_gets_tokens_for_a_code_and_its_verifier()
    {
        using var browser = await SignedInAsync("flow.one");
        var answer = await browser.RedeemAsync(await browser.CodeAsync());
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer["token_type"].ShouldBe("Bearer");
        int.Parse(answer["expires_in"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(595, 600);
    }

    [Fact]
    public async Task Whoever_is_not_signed_in_is_sent_to_the_sign_in_page_and_back()
    {
        await _identity.AddUserAsync("flow.two");
        using var browser = _identity.NewBrowser();
        using var asked = await browser.GetAsync(OAuth.Path(OAuth.Request()));
        asked.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var page = asked.Headers.Location!.ToString();
        page.ShouldStartWith("/account/sign-in?");
        using var signedIn = await browser.SubmitAsync(page, ("name", "flow.two"), ("password", RunningIdentity.Password));
        var between = await browser.PageAsync(signedIn.Headers.Location!.ToString());
        between.ShouldContain("content=\"0;url=/connect/authorize?");
        (await browser.RedeemAsync(await browser.CodeAsync())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("code_challenge")]
    [InlineData("code_challenge_method")]
    public async Task Without_pkce_there_is_no_code(string missing)
    {
        using var browser = await SignedInAsync("flow.three");
        var request = OAuth.Request();
        request.Remove(missing);
        (await RefusedHereAsync(browser, request)).ShouldContain("invalid_request");
    }

    [Fact]
    public async Task A_plain_challenge_is_refused()
    {
        using var browser = await SignedInAsync("flow.four");
        var request = OAuth.Request();
        (request["code_challenge"], request["code_challenge_method"]) = (OAuth.Verifier, "plain");
        (await RefusedHereAsync(browser, request)).ShouldContain("invalid_request");
    }

    [Fact]
    public async Task A_wrong_verifier_gets_nothing()
    {
        using var browser = await SignedInAsync("flow.five");
        (await browser.RedeemAsync(await browser.CodeAsync(), new string('x', 43))).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_code_used_twice_ends_the_session_it_began()
    {
        using var browser = await SignedInAsync("flow.six");
        var code = await browser.CodeAsync();
        var first = await browser.RedeemAsync(code);
        (await browser.RedeemAsync(code)).Error.ShouldBe("invalid_grant");
        (await browser.RefreshAsync(first["refresh_token"])).Error.ShouldBe("invalid_grant");
    }

    [Theory]
    [InlineData("https://evil.example/callback")]
    [InlineData("https://web.example/callback/")]
    [InlineData("https://web.example/callback?x=1")]
    [InlineData("https://web.example.evil.example/callback")]
    [InlineData("https://web.example@evil.example/callback")]
    [InlineData("http://127.0.0.1/callback")]
    public async Task Another_redirect_is_refused_on_the_spot(string redirect)
    {
        using var browser = await SignedInAsync("flow.seven");
        var request = OAuth.Request();
        request["redirect_uri"] = redirect;
        await RefusedHereAsync(browser, request);
    }

    [Fact]
    public async Task An_unknown_client_is_refused_on_the_spot()
    {
        using var browser = await SignedInAsync("flow.eight");
        var request = OAuth.Request();
        request["client_id"] = "nobody";
        await RefusedHereAsync(browser, request);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("id_token")]
    [InlineData("code id_token")]
    public async Task Only_codes_are_given_out_at_the_front(string type)
    {
        using var browser = await SignedInAsync("flow.nine");
        var request = OAuth.Request();
        (request["response_type"], request["nonce"]) = (type, "n");
        using var response = await browser.GetAsync(OAuth.Path(request));
        var told = response.Headers.Location?.ToString() ?? await response.Content.ReadAsStringAsync();
        told.ShouldContain("unsupported_response_type");
        told.ShouldNotContain("access_token=");
    }

    [Fact]
    public async Task A_loopback_client_may_listen_on_any_port_but_not_elsewhere()
    {
        using var browser = await SignedInAsync("flow.ten");
        var request = OAuth.Request();
        (request["client_id"], request["redirect_uri"]) = (RunningIdentity.Cli, "http://127.0.0.1:49321/callback");
        using var response = await browser.GetAsync(OAuth.Path(request));
        response.Headers.Location!.ToString().ShouldStartWith("http://127.0.0.1:49321/callback?code=");
        request["redirect_uri"] = "http://127.0.0.1.evil.example:49321/callback";
        await RefusedHereAsync(browser, request);
    }

    [Fact]
    public async Task There_is_no_password_grant()
    {
        await _identity.AddUserAsync("flow.eleven");
        using var browser = _identity.NewBrowser();
        var answer = await browser.TokenAsync(
            ("grant_type", "password"), ("client_id", RunningIdentity.Web), ("username", "flow.eleven"), ("password", RunningIdentity.Password));
        answer.Error.ShouldBe("unsupported_grant_type");
    }

    [Fact]
    public async Task Prompt_none_never_shows_a_page_and_prompt_login_always_does()
    {
        using var stranger = _identity.NewBrowser();
        var request = OAuth.Request();
        request["prompt"] = "none";
        (await ErrorAsync(stranger, request)).ShouldBe("login_required");
        using var browser = await SignedInAsync("flow.twelve");
        request["prompt"] = "login";
        using var response = await browser.GetAsync(OAuth.Path(request));
        var page = await browser.PageAsync(response.Headers.Location!.ToString());
        page.ShouldContain("name=\"password\"");
        page.ShouldNotContain("prompt");
    }

    [Fact]
    public async Task The_answers_name_the_configured_origin_whatever_host_was_asked()
    {
        using var browser = _identity.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/.well-known/openid-configuration");
        request.Headers.Host = "evil.example";
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        using var response = await browser.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain($"\"issuer\": \"{_identity.Issuer}\"");
        text.ShouldNotContain("evil");
    }

    private static async Task<string?> ErrorAsync(Browser browser, Dictionary<string, string> request)
    {
        using var response = await browser.GetAsync(OAuth.Path(request));
        response.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var query = HttpUtility.ParseQueryString(response.Headers.Location!.Query);
        query["code"].ShouldBeNull();
        return query["error"];
    }

    private static async Task<string> RefusedHereAsync(Browser browser, Dictionary<string, string> request)
    {
        using var response = await browser.GetAsync(OAuth.Path(request));
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Headers.Location.ShouldBeNull();
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<Browser> SignedInAsync(string name)
    {
        await _identity.AddUserAsync(name);
        var browser = _identity.NewBrowser();
        using var response = await browser.SignInAsync(name);
        response.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }
}
