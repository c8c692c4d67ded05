using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>A service asked directly, past the gateway: it lets in by its own check alone.</summary>
public sealed class Tokens(TokenFixture fixture) : IClassFixture<TokenFixture>
{
    private readonly TokenCheck _tokens = fixture.Service.App.Services.GetRequiredService<TokenCheck>();

    public static TheoryData<string> Tricks => [.. Forgeries.Names];

    private static string Good(string subject) => TestIssuer.Token(subject, [Roles.JudicialOfficer], [], ["61"]);

    private static string Someone() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code, string? challenge)
    {
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldBe(code);
        (answer.Headers.TryGetValues("WWW-Authenticate", out var values) ? values.Single() : null).ShouldBe(challenge);
    }

    [Fact]
    public async Task a_good_token_opens_the_door() => (await fixture.WithAsync("Bearer " + Good(Someone()))).StatusCode.ShouldBe(HttpStatusCode.Created);

    [Theory]
    [MemberData(nameof(Tricks))]
    public async Task a_forged_token_does_not(string trick) =>
        await RefusedAsync(await fixture.WithAsync("Bearer " + Forgeries.Token(trick)), HttpStatusCode.Unauthorized, "token.invalid", "Bearer error=\"invalid_token\"");

    [Theory]
    [InlineData("jku")]
    [InlineData("x5u")]
    public async Task nobody_looks_for_the_key_where_a_token_says(string header)
    {
        var answer = await fixture.WithAsync("Bearer " + Forgeries.KeyAt(header, fixture.StrangersKeys));
        await RefusedAsync(answer, HttpStatusCode.Unauthorized, "token.invalid", "Bearer error=\"invalid_token\"");
        fixture.KeysAsked.ShouldBe(0);
    }

    [Fact]
    public async Task a_token_counts_in_the_authorization_header_only_and_only_once()
    {
        var token = Good(Someone());
        HttpResponseMessage[] answers =
        [
            await fixture.WithAsync(),
            await fixture.OpenAsync("/notebooks?access_token=" + token, null),
            await fixture.OpenAsync("/notebooks", null, ("Cookie", "access_token=" + token)),
            await fixture.OpenAsync("/notebooks", new FormUrlEncodedContent([new("access_token", token)])),
            await fixture.WithAsync("Basic YTpi", "Bearer " + token),
            await fixture.WithAsync("DPoP " + token),
        ];
        foreach (var answer in answers)
        {
            await RefusedAsync(answer, HttpStatusCode.Unauthorized, "token.missing", "Bearer");
        }

        var twice = await fixture.WithAsync("Bearer " + token, "Bearer " + token);
        await RefusedAsync(twice, HttpStatusCode.Unauthorized, "token.invalid", "Bearer error=\"invalid_token\"");
    }

    [Fact]
    public async Task identity_headers_make_nobody_anybody()
    {
        (string, string)[] forged = [("X-User-Id", Someone()), ("X-Forwarded-User", "admin"), ("Remote-User", "admin"), ("X-Original-URL", "/health/live"),
            ("X-Roles", Roles.JudicialOfficer), ("X-HTTP-Method-Override", "GET"), ("X-Test-Person", Someone())];
        await RefusedAsync(await fixture.OpenAsync("/notebooks", null, forged), HttpStatusCode.Unauthorized, "token.missing", "Bearer");
    }

    [Fact]
    public async Task the_wrong_role_is_403_without_a_challenge()
    {
        var analyst = TestIssuer.Token(Someone(), [Roles.BureauAnalyst], [], ["all"]);
        await RefusedAsync(await fixture.WithAsync("Bearer " + analyst), HttpStatusCode.Forbidden, "access.role", null);
    }

    [Fact]
    public async Task while_an_issuers_keys_cannot_be_fetched_it_is_503_and_no_verdict_on_the_token()
    {
        var away = fixture.ProvinceToken("li", ("iss", "https://away.test"));
        await RefusedAsync(await fixture.WithAsync("Bearer " + away), HttpStatusCode.ServiceUnavailable, "identity.unavailable", null);
        (await fixture.WithAsync("Bearer " + Good(Someone()))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_service_that_restarts_while_the_issuer_is_away_takes_the_tokens_people_hold_until_they_expire()
    {
        var copies = Directory.CreateTempSubdirectory();
        var token = Good(Someone());
        await using (var issuer = await TokenFixture.KeySetAsync(TestIssuer.JwksFile))
        {
            using var before = Check(issuer.Urls.Single() + "/jwks");
            (await before.CallerAsync(token)).ShouldNotBeNull();
        }

        using var after = Check("http://127.0.0.1:1/jwks");
        (await after.CallerAsync(token)).ShouldNotBeNull();
        (await after.CallerAsync(Forgeries.Token("another key"))).ShouldBeNull();
        File.SetLastWriteTimeUtc(Path.Combine(copies.FullName, "suite.json"), TimeProvider.System.GetUtcNow().AddHours(-1).UtcDateTime);
        using var muchLater = Check("http://127.0.0.1:1/jwks");
        await Should.ThrowAsync<IssuerUnreachableException>(async () => await muchLater.CallerAsync(token));
        copies.Delete(recursive: true);

        TokenCheck Check(string keys)
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Authentication:Issuers:suite:Issuer"] = TestIssuer.Issuer, ["Authentication:Issuers:suite:Keys"] = keys,
                ["Authentication:KeyCopies"] = copies.FullName,
            }).Build();
            return new TokenCheck(configuration, Audiences.All, new AccessChanges(configuration, NullLogger<AccessChanges>.Instance), null);
        }
    }

    [Fact]
    public async Task a_province_brings_its_own_sign_on_with_its_own_names_of_claims()
    {
        var (office, employee) = (Someone(), Someone());
        var token = fixture.ProvinceToken("li", ("office", office), ("employee", employee));
        (await fixture.WithAsync("Bearer " + token)).StatusCode.ShouldBe(HttpStatusCode.Created);
        var caller = (await _tokens.CallerAsync(token)).ShouldNotBeNull();
        (caller.Actor, caller.PersonId, caller.ClientId).ShouldBe(("province:li", Guid.Parse(employee), "province:tests"));
        (caller.Roles.Single(), caller.Units.Single(), caller.Areas.Single()).ShouldBe((Roles.JudicialOfficer, Guid.Parse(office), "61"));
    }

    [Fact]
    public async Task somebody_of_a_province_is_not_the_one_the_suite_calls_the_same()
    {
        var person = Someone();
        var (own, other) = (await _tokens.CallerAsync(Good(person)), await _tokens.CallerAsync(fixture.ProvinceToken(person)));
        (own!.Actor, own.PersonId).ShouldBe((person, Guid.Parse(person)));
        (other!.Actor, other.PersonId).ShouldBe(("province:" + person, null));
    }

    [Fact]
    public async Task an_issuers_key_signs_for_that_issuer_only()
    {
        var token = fixture.ProvinceToken("li", ("iss", TestIssuer.Issuer));
        await RefusedAsync(await fixture.WithAsync("Bearer " + token), HttpStatusCode.Unauthorized, "token.invalid", "Bearer error=\"invalid_token\"");
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("*")]
    [InlineData("６１")]
    [InlineData("ALL")]
    public async Task an_area_that_is_none_is_not_the_whole_country(string area)
    {
        var caller = await _tokens.CallerAsync(fixture.ProvinceToken("li", ("region", area)));
        caller!.Areas.ShouldBeEmpty();
    }

    [Fact]
    public async Task a_token_is_remembered_until_it_expires_and_no_longer()
    {
        var claims = TestIssuer.Claims(Someone(), [Roles.JudicialOfficer], [], ["61"]);
        claims["exp"] = TimeProvider.System.GetUtcNow().AddSeconds(3).ToUnixTimeSeconds();
        var token = TestIssuer.Sign(claims);
        (await _tokens.CallerAsync(token)).ShouldNotBeNull();
        _tokens.Remembered(token).ShouldNotBeNull();
        await Eventually.HoldsAsync(() => Task.FromResult(_tokens.Remembered(token) is null), "the token to be forgotten", TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task ten_thousand_forged_tokens_leave_nothing_behind()
    {
        var shown = await ShowAsync(10_000);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        // The last one may still be in somebody's hands.
        shown.Count(token => token.IsAlive).ShouldBeLessThan(10);
    }

    private async Task<List<WeakReference>> ShowAsync(int count)
    {
        var shown = new List<WeakReference>();
        for (var i = 0; i < count; i++)
        {
            var token = Forgeries.Token("another key");
            (await _tokens.CallerAsync(token)).ShouldBeNull();
            shown.Add(new WeakReference(token));
        }

        return shown;
    }
}
