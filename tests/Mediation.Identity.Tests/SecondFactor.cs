using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Mediation.Identity.SignIn;
using Mediation.Identity.Tests.Support;

namespace Mediation.Identity.Tests;

public sealed partial class SecondFactor(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Theory]
    // RFC 6238, appendix B, the last six digits.
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code) =>
        CodesOnce.CodeAt(Encoding.ASCII.GetBytes("12345678901234567890"), seconds / 30).ShouldBe(code);

    [Fact]
    public void Keys_are_read_as_base32() => CodesOnce.Decode("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").ShouldBe(Encoding.ASCII.GetBytes("12345678901234567890"));

    [Fact]
    public async Task With_a_second_factor_the_password_alone_opens_nothing()
    {
        using var browser = _identity.NewBrowser();
        var (key, _) = await EnrolAsync(browser, "careful");
        using var other = _identity.NewBrowser();
        using var half = await other.SignInAsync("careful", returnUrl: OAuth.Path(OAuth.Request()));
        var page = half.Headers.Location!.ToString();
        page.ShouldStartWith("/account/second-factor?");
        using var notYet = await other.GetAsync("/account");
        notYet.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var wrong = await other.SubmitAsync(page, ("code", "000000"));
        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        using var right = await other.SubmitAsync(page, ("code", Code(key, 1)));
        right.Headers.Location!.ToString().ShouldStartWith("/account/continue?");
        (await other.RedeemAsync(await other.CodeAsync())).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_works_once()
    {
        using var browser = _identity.NewBrowser();
        var (key, _) = await EnrolAsync(browser, "watched");
        var code = Code(key, 1);
        (await WithCodeAsync("watched", code)).ShouldBe(HttpStatusCode.SeeOther);
        (await WithCodeAsync("watched", code)).ShouldBe(HttpStatusCode.Unauthorized);
        // Neither does the one that turned it on.
        (await WithCodeAsync("watched", Code(key, 0))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        using var browser = _identity.NewBrowser();
        var (_, recovery) = await EnrolAsync(browser, "lost.phone");
        recovery.Count.ShouldBe(10);
        (await WithCodeAsync("lost.phone", recovery[0])).ShouldBe(HttpStatusCode.SeeOther);
        (await WithCodeAsync("lost.phone", recovery[0])).ShouldBe(HttpStatusCode.Unauthorized);
        (await WithCodeAsync("lost.phone", recovery[1])).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Guessing_codes_locks_the_account_even_with_the_password_in_between()
    {
        using var browser = _identity.NewBrowser();
        var (key, _) = await EnrolAsync(browser, "guessed");
        for (var i = 0; i < 5; i++)
        {
            (await WithCodeAsync("guessed", "000000")).ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var locked = await _identity.NewBrowser().SignInAsync("guessed");
        locked.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Code(key, 1).Length.ShouldBe(6);
    }

    [Fact]
    public async Task Key_and_recovery_codes_rest_sealed()
    {
        using var browser = _identity.NewBrowser();
        var (key, recovery) = await EnrolAsync(browser, "sealed");
        foreach (var secret in (string[])[key, recovery[0]])
        {
            (await _identity.ScalarAsync<long>("select count(*) from user_tokens t where t::text like '%' || $1 || '%'", secret)).ShouldBe(0);
        }
    }

    [Fact]
    public async Task It_is_turned_off_with_a_code()
    {
        using var browser = _identity.NewBrowser();
        var (key, _) = await EnrolAsync(browser, "bored");
        using var refused = await browser.SubmitAsync("/account/authenticator", ("code", "000000"));
        (await refused.Content.ReadAsStringAsync()).ShouldContain("class=\"problem\"");
        using var off = await browser.SubmitAsync("/account/authenticator", ("code", Code(key, 1)));
        off.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var signedIn = await _identity.NewBrowser().SignInAsync("bored");
        signedIn.Headers.Location!.ToString().ShouldBe("/account");
    }

    private async Task<(string Key, IReadOnlyList<string> Recovery)> EnrolAsync(Browser browser, string name)
    {
        await _identity.AddUserAsync(name);
        using var signedIn = await browser.SignInAsync(name);
        var page = await browser.PageAsync("/account/authenticator");
        var key = Key().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        WebUtility.HtmlDecode(page).ShouldContain($"otpauth://totp/127.0.0.1%3A{name}?secret={key}&issuer=127.0.0.1");
        using var done = await browser.SubmitPageAsync(page, null, ("code", Code(key, 0)));
        return (key, [.. Recovery().Matches(await done.Content.ReadAsStringAsync()).Select(m => m.Groups[1].Value)]);
    }

    private async Task<HttpStatusCode> WithCodeAsync(string name, string code)
    {
        using var browser = _identity.NewBrowser();
        using var half = await browser.SignInAsync(name);
        using var response = await browser.SubmitAsync(half.Headers.Location!.ToString(), ("code", code));
        return response.StatusCode;
    }

    private static string Code(string key, int stepsAhead) =>
        CodesOnce.CodeAt(CodesOnce.Decode(key), (TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30) + stepsAhead);

    [GeneratedRegex("""<code id="key">([A-Z2-7 ]+)</code>""")]
    private static partial Regex Key();

    [GeneratedRegex("""<code class="recovery">([^<]+)</code>""")]
    private static partial Regex Recovery();
}
