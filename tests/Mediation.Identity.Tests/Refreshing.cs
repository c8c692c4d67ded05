using System.Net;
using Mediation.Identity.Tests.Support;
using Mediation.Testing;

namespace Mediation.Identity.Tests;

public sealed class Refreshing(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task Each_refresh_gives_a_new_refresh_token()
    {
        using var browser = await NewAsync("rotates");
        var first = await browser.SessionAsync("rotates");
        var second = await browser.RefreshAsync(first["refresh_token"]);
        second["refresh_token"].ShouldNotBe(first["refresh_token"]);
        (await browser.RefreshAsync(second["refresh_token"])).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stolen_refresh_token_ends_the_whole_session_when_it_is_used_after_the_owner()
    {
        using var browser = await NewAsync("stolen");
        var stolen = (await browser.SessionAsync("stolen"))["refresh_token"];
        var owners = await browser.RefreshAsync(stolen);
        (await browser.RefreshAsync(stolen)).Error.ShouldBe("invalid_grant");
        (await browser.RefreshAsync(owners["refresh_token"])).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Of_many_refreshes_with_one_token_at_once_one_at_most_succeeds_and_the_session_ends()
    {
        await _identity.AddUserAsync("raced");
        for (var round = 0; round < 8; round++)
        {
            using var browser = _identity.NewBrowser();
            var token = (await browser.SessionAsync("raced"))["refresh_token"];
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => browser.RefreshAsync(token)));
            var won = answers.Where(a => a.Status == HttpStatusCode.OK).ToList();
            won.Count.ShouldBeLessThanOrEqualTo(1);
            answers.Except(won).ShouldAllBe(a => a.Error == "invalid_grant");
            foreach (var answer in won)
            {
                (await browser.RefreshAsync(answer["refresh_token"])).Error.ShouldBe("invalid_grant");
            }
        }
    }

    [Fact]
    public async Task A_refresh_token_is_good_for_its_own_client_only()
    {
        using var browser = await NewAsync("client.bound");
        var token = (await browser.SessionAsync("client.bound"))["refresh_token"];
        var answer = await browser.TokenAsync(("grant_type", "refresh_token"), ("client_id", RunningIdentity.Cli), ("refresh_token", token));
        answer.Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task A_revoked_refresh_token_is_refused()
    {
        using var browser = await NewAsync("revoked");
        var token = (await browser.SessionAsync("revoked"))["refresh_token"];
        var answer = await OAuth.PostAsync(browser.Client, "/connect/revocation", ("client_id", RunningIdentity.Web), ("token", token));
        answer.Status.ShouldBe(HttpStatusCode.OK);
        (await browser.RefreshAsync(token)).Error.ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task However_often_refreshed_a_session_ends_after_its_time()
    {
        await using var identity = await RunningIdentity.StartAsync("--Identity:SessionLifetime=00:00:04");
        await identity.AddUserAsync("short");
        using var browser = identity.NewBrowser();
        var began = TimeProvider.System.GetTimestamp();
        var answer = await browser.SessionAsync("short");
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < TimeSpan.FromSeconds(8) && answer.Status == HttpStatusCode.OK)
        {
            await Task.Delay(500);
            answer = await browser.RefreshAsync(answer["refresh_token"]);
        }

        answer.Error.ShouldBe("invalid_grant");
        // Tokens count whole seconds.
        TimeProvider.System.GetElapsedTime(began).ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
        TimeProvider.System.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(7));
        await Eventually.HoldsAsync(
            async () => (await browser.GetAsync("/account")).StatusCode == HttpStatusCode.SeeOther, "the end of the cookie", TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task A_changed_role_is_in_the_next_token_and_the_change_is_listed_so_that_only_the_next_is_good()
    {
        var id = await _identity.AddUserAsync("promoted");
        using var browser = _identity.NewBrowser();
        var before = await browser.SessionAsync("promoted");
        await _identity.AddUserAsync("promoted", "committeeHead");
        var notBefore = await NotBeforeAsync(browser, id.ToString());
        // The verb was given a password too, which ends sessions.
        (await browser.RefreshAsync(before["refresh_token"])).Error.ShouldBe("invalid_grant");
        var after = await browser.SessionAsync("promoted");
        after.Claims["role"]!.ToString().ShouldBe("committeeHead");
        IssuedAt(before).ShouldBeLessThanOrEqualTo(notBefore.ToUnixTimeSeconds());
        IssuedAt(after).ShouldBeGreaterThan(notBefore.ToUnixTimeSeconds());
    }

    [Fact]
    public async Task A_client_with_leeway_may_repeat_a_refresh_whose_answer_was_lost()
    {
        await using var identity = await RunningIdentity.StartAsync("--Identity:RefreshReuseLeeway=00:00:30");
        await identity.AddUserAsync("unlucky");
        using var browser = identity.NewBrowser();
        var token = (await browser.SessionAsync("unlucky"))["refresh_token"];
        (await browser.RefreshAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.RefreshAsync(token)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Access_tokens_leave_no_rows_behind()
    {
        using var browser = await NewAsync("rows");
        await browser.SessionAsync("rows");
        (await _identity.ScalarAsync<long>("select count(*) from oauth_tokens where type like '%access_token' or type like '%id_token'")).ShouldBe(0);
        var before = await _identity.ScalarAsync<long>("select count(*) from oauth_tokens");
        await browser.ClientTokenAsync();
        (await _identity.ScalarAsync<long>("select count(*) from oauth_tokens")).ShouldBe(before);
    }

    [Fact]
    public async Task The_last_change_of_those_who_are_asked_for_is_told_however_old_it_is()
    {
        var subject = (await _identity.AddUserAsync("gone")).ToString();
        using var browser = _identity.NewBrowser();
        await _identity.ScalarAsync<string>(
            """
            insert into access_changes (subject, not_before) values ($1, now() - interval '80 days')
            on conflict (subject) do update set not_before = excluded.not_before returning subject
            """, subject);
        (await browser.PageAsync("/internal/access-changes")).ShouldNotContain(subject);
        (await browser.PageAsync($"/internal/access-changes?subject=nobody&subject={subject}")).ShouldContain(subject);
    }

    internal static long IssuedAt(Answer answer) => answer.Claims["iat"]!.GetValue<long>();

    internal static async Task<DateTimeOffset> NotBeforeAsync(Browser browser, string subject)
    {
        var list = System.Text.Json.Nodes.JsonNode.Parse(await browser.PageAsync("/internal/access-changes"))!["changes"]!.AsArray();
        var change = list.Single(c => c!["subject"]!.ToString() == subject)!.AsObject();
        change.Select(m => m.Key).ShouldBe(["subject", "notBefore"]);
        return DateTimeOffset.Parse(change["notBefore"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private async Task<Browser> NewAsync(string name)
    {
        await _identity.AddUserAsync(name);
        return _identity.NewBrowser();
    }
}
