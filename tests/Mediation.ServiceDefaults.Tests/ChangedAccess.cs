using System.Net;
using Mediation.Contracts;
using Mediation.Testing;
using Microsoft.AspNetCore.Http;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>A disabled user, other roles, a revoked client: tokens from before end within ten seconds, not when they expire.</summary>
public sealed class ChangedAccess(TokenFixture fixture) : IClassFixture<TokenFixture>
{
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(10);

    private static string Someone() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private static string Token(string subject, DateTimeOffset? issued = null, string client = "tests")
    {
        var claims = TestIssuer.Claims(subject, [Roles.JudicialOfficer], [], ["61"]);
        claims["client_id"] = client;
        claims["iat"] = (issued ?? TimeProvider.System.GetUtcNow()).ToUnixTimeSeconds();
        return TestIssuer.Sign(claims);
    }

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var answer = await fixture.WithAsync("Bearer " + token);
        return answer.StatusCode;
    }

    private Task RefusedInTimeAsync(string token) =>
        Eventually.HoldsAsync(async () => await StatusAsync(token) == HttpStatusCode.Unauthorized, "the token to be refused", InTime);

    [Fact]
    public async Task a_token_from_before_the_change_is_refused_in_ten_seconds_and_a_later_one_is_not()
    {
        var (changed, other) = (Someone(), Someone());
        var before = Token(changed);
        (await StatusAsync(before)).ShouldBe(HttpStatusCode.Created);

        var now = TimeProvider.System.GetUtcNow();
        fixture.Changes[changed] = now;

        await RefusedInTimeAsync(before);
        (await StatusAsync(Token(changed, now))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(Token(changed, now.AddSeconds(1)))).ShouldBe(HttpStatusCode.Created);
        (await StatusAsync(Token(other))).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_revoked_programs_tokens_are_refused_and_a_provinces_program_of_that_name_is_another()
    {
        var client = "program-" + Someone();
        var (own, provinces) = (Token(Someone(), client: client), fixture.ProvinceToken("li", ("client_id", client)));
        (await StatusAsync(own)).ShouldBe(HttpStatusCode.Created);

        fixture.Changes[client] = TimeProvider.System.GetUtcNow();

        await RefusedInTimeAsync(own);
        (await StatusAsync(provinces)).ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task while_the_identity_service_is_away_or_talks_nonsense_its_last_word_holds()
    {
        var changed = Someone();
        var before = Token(changed);
        var now = TimeProvider.System.GetUtcNow();
        fixture.Changes[changed] = now;
        await RefusedInTimeAsync(before);

        Func<HttpContext, Task>[] faults =
        [
            http => Task.FromException(new InvalidOperationException("on purpose")),
            http => http.Response.WriteAsync("""{ "changes": null }"""),
            http => http.Response.WriteAsync("""{ "changes": [ { "subject": null, "notBefore": "2026-01-01T00:00:00Z" } ] }"""),
            http =>
            {
                http.Response.ContentType = "text/html; charset=none-such";
                return http.Response.WriteAsync("<p>");
            },
            http =>
            {
                http.Abort();
                return Task.CompletedTask;
            },
        ];
        foreach (var fault in faults)
        {
            fixture.Instead = fault;
            await fixture.HeardAsync();
            (await StatusAsync(before)).ShouldBe(HttpStatusCode.Unauthorized);
            (await StatusAsync(Token(changed, now.AddSeconds(1)))).ShouldBe(HttpStatusCode.Created);
        }

        fixture.Instead = null;
        fixture.Changes.TryRemove(changed, out _);
        await Eventually.HoldsAsync(async () => await StatusAsync(before) == HttpStatusCode.Created, "the service to listen again", InTime);
    }
}
