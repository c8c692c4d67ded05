using System.Text.Json;
using System.Text.Json.Nodes;
using Mediation.Identity.Tests.Support;
using Mediation.Testing;

namespace Mediation.Identity.Tests;

/// <summary>A real Chromium, 360 pixels wide, signs in as a person with a phone does.</summary>
public sealed class InABrowser(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Theory]
    [InlineData("zh-CN", "en", "请更正后再试", "登录名或密码有误", "验证码有误")]
    [InlineData("en-GB", "zh-CN", "Please correct this", "The name or password is wrong", "The code is wrong")]
    public async Task A_person_signs_in_with_both_factors_and_a_foreign_page_gets_nowhere(
        string locale, string otherLanguage, string problem, string wrongPassword, string wrongCode)
    {
        var user = $"phone.{locale}";
        await _identity.AddUserAsync(user);
        await NodeProgram.InstallAsync();
        var told = JsonNode.Parse(await NodeProgram.RunAsync("node", "browser.mjs", JsonSerializer.Serialize(new
        {
            issuer = _identity.Issuer, user, password = RunningIdentity.Password, client = RunningIdentity.Cli, locale,
            shots = Environment.GetEnvironmentVariable("MEDIATION_SCREENSHOTS"),
        })))!;

        told["serious"]!.AsArray().ShouldBeEmpty();
        told["complaints"]!.AsArray().Select(c => c!.ToString()).ShouldAllBe(c => c.Contains("frame-ancestors") || c.Contains("X-Frame-Options"));
        (told["language"]!.ToString(), told["otherLanguage"]!.ToString()).ShouldBe((locale == "zh-CN" ? locale : "en", otherLanguage));
        told["focused"]!.ToString().ShouldBe("name");
        told["wrongPassword"]!["alert"]!.ToString().ShouldStartWith(problem);
        told["wrongPassword"]!["alert"]!.ToString().ShouldContain(wrongPassword);
        (told["wrongPassword"]!["name"]!.ToString(), told["wrongPassword"]!["password"]!.ToString()).ShouldBe((user, ""));
        told["wrongCode"]!.ToString().ShouldContain(wrongCode);
        (told["code"]!.GetValue<bool>(), told["codeAgain"]!.GetValue<bool>(), told["recovery"]!.GetValue<int>()).ShouldBe((true, true, 10));
        (told["framed"]!.GetValue<bool>(), told["forged"]!.GetValue<int>(), told["afterForgery"]!.ToString()).ShouldBe((false, 400, "/account/sign-in"));
    }
}
