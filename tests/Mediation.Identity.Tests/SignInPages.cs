using System.Net;
using Mediation.Identity.Tests.Support;

namespace Mediation.Identity.Tests;

public sealed class SignInPages(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_and_the_right_one_no_longer_helps()
    {
        await _identity.AddUserAsync("locked");
        using var browser = _identity.NewBrowser();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await browser.SignInAsync("locked", $"wrong {i}");
            wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var right = await browser.SignInAsync("locked");
        right.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await _identity.ScalarAsync<Guid>("update users set lockout_end = now() - interval '1 second' where user_name = 'locked' returning id");
        using var later = await browser.SignInAsync("locked");
        later.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Guesses_at_the_same_moment_get_no_more_than_five_looks()
    {
        await _identity.AddUserAsync("hammered");
        using var browser = _identity.NewBrowser();
        var page = await browser.PageAsync("/account/sign-in");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            using var response = await browser.SubmitPageAsync(page, null, ("name", "hammered"), ("password", $"guess {i}"));
            response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }));
        (await _identity.ScalarAsync<int>("select access_failed_count from users where user_name = 'hammered'")).ShouldBe(5);
        using var right = await browser.SignInAsync("hammered");
        right.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Four_wrong_passwords_are_forgotten_after_the_right_one()
    {
        await _identity.AddUserAsync("clumsy");
        using var browser = _identity.NewBrowser();
        for (var i = 0; i < 9; i++)
        {
            using var attempt = await browser.SignInAsync("clumsy", i == 4 ? RunningIdentity.Password : "wrong");
            attempt.StatusCode.ShouldBe(i == 4 ? HttpStatusCode.SeeOther : HttpStatusCode.Unauthorized);
            if (i == 4)
            {
                using var left = await browser.SubmitAsync("/account/sign-out");
            }
        }
    }

    [Fact]
    public async Task Answer_and_time_do_not_tell_whether_a_name_exists()
    {
        await using var identity = await RunningIdentity.StartAsync("--Identity:SignIn:FailureFloor=00:00:00.600", "--Identity:SignIn:HashIterations=20000");
        await identity.AddUserAsync("somebody");
        using var browser = identity.NewBrowser();
        var (known, nobody) = (await RefusalAsync(browser, "somebody"), await RefusalAsync(browser, "nobodyyy"));
        known.Page.Replace("somebody", "", StringComparison.Ordinal).ShouldBe(nobody.Page.Replace("nobodyyy", "", StringComparison.Ordinal));
        known.Time.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(590));
        nobody.Time.ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(590));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("\\\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/connect/authorize.evil.example")]
    [InlineData("http:/account")]
    [InlineData("/account/\r\nSet-Cookie: a=b")]
    public async Task Signing_in_leads_nowhere_but_back(string returnUrl)
    {
        await _identity.AddUserAsync("redirected");
        using var browser = _identity.NewBrowser();
        using var signedIn = await browser.SignInAsync("redirected", returnUrl: returnUrl);
        signedIn.Headers.Location!.ToString().ShouldBe("/account");
        (await browser.PageAsync($"/account/continue?returnUrl={Uri.EscapeDataString(returnUrl)}")).ShouldContain("content=\"0;url=/account\"");
    }

    [Fact]
    public async Task A_form_that_did_not_come_from_our_page_is_refused()
    {
        await _identity.AddUserAsync("csrf");
        using var stranger = _identity.NewBrowser();
        using var bare = await stranger.Client.PostAsync(
            "/account/sign-in", new FormUrlEncodedContent([KeyValuePair.Create("name", "csrf"), KeyValuePair.Create("password", RunningIdentity.Password)]));
        bare.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        // A token of another browser's page does not help: it belongs to that browser's cookie.
        using var other = _identity.NewBrowser();
        var page = await other.PageAsync("/account/sign-in");
        using var borrowed = await stranger.SubmitPageAsync(page, null, ("name", "csrf"), ("password", RunningIdentity.Password));
        borrowed.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var browser = _identity.NewBrowser();
        using var signedIn = await browser.SignInAsync("csrf");
        foreach (var path in (string[])["/account/password", "/account/sign-out", "/account/sign-out-everywhere", "/account/authenticator", "/account/authenticator/removal"])
        {
            using var forged = await browser.Client.PostAsync(path, new FormUrlEncodedContent([KeyValuePair.Create("code", "123456")]));
            forged.StatusCode.ShouldBe(HttpStatusCode.BadRequest, path);
        }
    }

    [Fact]
    public async Task Pages_run_no_script_load_nothing_from_elsewhere_and_cannot_be_framed()
    {
        using var browser = _identity.NewBrowser();
        using var response = await browser.GetAsync("/account/sign-in?returnUrl=\"><script>alert(1)</script>");
        response.Headers.GetValues("Content-Security-Policy").Single()
            .ShouldBe("default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var style = await browser.GetAsync("/account/style.css");
        style.Content.Headers.ContentType!.MediaType.ShouldBe("text/css");
    }

    [Fact]
    public async Task What_was_typed_comes_back_encoded()
    {
        using var browser = _identity.NewBrowser();
        using var response = await browser.SignInAsync("\"><script>alert(1)</script>", "x");
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("<script");
    }

    [Fact]
    public async Task The_page_speaks_the_browsers_language_until_another_is_chosen()
    {
        using var browser = _identity.NewBrowser();
        (await browser.PageAsync("/account/sign-in")).ShouldContain("<html lang=\"zh-CN\">");
        (await browser.PageAsync("/account/sign-in?lang=en")).ShouldContain("Login name");
        (await browser.PageAsync("/account/sign-in")).ShouldContain("<html lang=\"en\">");
        using var english = _identity.NewBrowser();
        english.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB,zh;q=0.5");
        (await english.PageAsync("/account/sign-in")).ShouldContain("Sign in");
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public async Task Cookies_are_out_of_reach_of_scripts_and_travel_encrypted_where_the_issuer_does(string scheme, bool secure)
    {
        await using var identity = await _identity.StartAnotherAsync(null, $"--Identity:Issuer={scheme}://id.example");
        using var browser = identity.NewBrowser();
        using var page = await browser.GetAsync("/account/sign-in?lang=en");
        var cookies = page.Headers.GetValues("Set-Cookie").ToList();
        cookies.Count.ShouldBe(2);
        cookies.ShouldAllBe(c => c.Contains("httponly", StringComparison.OrdinalIgnoreCase) && c.Contains("samesite=lax", StringComparison.OrdinalIgnoreCase));
        cookies.ShouldAllBe(c => c.Contains("; secure", StringComparison.OrdinalIgnoreCase) == secure);
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_the_other_sessions()
    {
        await _identity.AddUserAsync("wanderer");
        using var phone = _identity.NewBrowser();
        var session = await phone.SessionAsync("wanderer");
        using var desk = _identity.NewBrowser();
        using var signedIn = await desk.SignInAsync("wanderer");
        using var done = await desk.SubmitPageAsync(await desk.PageAsync("/account"), "/account/sign-out-everywhere");
        done.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var refused = await phone.GetAsync("/account");
        refused.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await phone.RefreshAsync(session["refresh_token"])).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task The_end_of_a_session_is_asked_for_unless_the_client_proves_whose_it_is()
    {
        await _identity.AddUserAsync("ender");
        using var browser = _identity.NewBrowser();
        var session = await browser.SessionAsync("ender");
        using var asked = await browser.GetAsync("/connect/endsession");
        asked.Headers.Location!.ToString().ShouldBe("/account/sign-out");
        (await browser.PageAsync("/account")).ShouldContain("ender");
        using var ended = await browser.GetAsync(
            $"/connect/endsession?id_token_hint={session["id_token"]}&post_logout_redirect_uri={Uri.EscapeDataString("https://web.example/")}&state=x");
        ended.Headers.Location!.ToString().ShouldBe("https://web.example/?state=x");
        using var gone = await browser.GetAsync("/account");
        gone.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    private static async Task<(string Page, TimeSpan Time)> RefusalAsync(Browser browser, string name)
    {
        var page = await browser.PageAsync("/account/sign-in?lang=en");
        var began = TimeProvider.System.GetTimestamp();
        using var response = await browser.SubmitPageAsync(page, null, ("name", name), ("password", "wrong"));
        var time = TimeProvider.System.GetElapsedTime(began);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var text = await response.Content.ReadAsStringAsync();
        return (System.Text.RegularExpressions.Regex.Replace(text, "name=\"form\" value=\"[^\"]*\"", ""), time);
    }
}
