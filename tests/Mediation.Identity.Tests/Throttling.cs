using System.Net;
using Mediation.Identity.Tests.Support;

namespace Mediation.Identity.Tests;

/// <summary>Alone, since the memory of this process is measured.</summary>
[Collection(nameof(Throttling))]
[CollectionDefinition(nameof(Throttling), DisableParallelization = true)]
public sealed class Throttling
{
    private const int Limit = 10;

    private static readonly string[] _settings = [$"--Identity:SignIn:PerAddress={Limit}"];

    [Fact]
    public async Task Ten_thousand_attempts_at_two_instances_get_a_few_looks_and_leave_nothing_behind()
    {
        await using var identity = await RunningIdentity.StartAsync(_settings);
        await using var second = await identity.StartAnotherAsync(null, _settings);
        await identity.AddUserAsync("wanted");
        using var browser = identity.NewBrowser();
        using var elsewhere = second.NewBrowser();
        var pages = (Here: await browser.PageAsync("/account/sign-in"), There: await elsewhere.PageAsync("/account/sign-in"));
        var rows = await RowsAsync(identity);
        var counts = new int[600];
        var began = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            var (at, page) = i % 3 == 0 ? (elsewhere, pages.There) : (browser, pages.Here);
            using var response = await at.SubmitPageAsync(page, null, ("name", i % 2 == 0 ? "wanted" : $"nobody{i}"), ("password", $"guess {i}"));
            Interlocked.Increment(ref counts[(int)response.StatusCode]);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
            }
        });
        // The window is a minute, and the attempts may take more than one; two instances have no more of them than one.
        counts[(int)HttpStatusCode.Unauthorized].ShouldBeInRange(Limit, Limit * (1 + (int)Math.Ceiling(TimeProvider.System.GetElapsedTime(began).TotalMinutes)));
        counts[(int)HttpStatusCode.TooManyRequests].ShouldBe(10_000 - counts[(int)HttpStatusCode.Unauthorized]);
        (await RowsAsync(identity)).ShouldBe(rows);
        // One row counts them all, and the audit trail counts what is alike.
        (await identity.ScalarAsync<long>("select count(*) from attempts")).ShouldBe(1);
        (await identity.ScalarAsync<long>("select count(*) from audit_entries")).ShouldBeInRange(1, Limit);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), async (i, _) =>
        {
            using var response = await browser.SubmitPageAsync(pages.Here, null, ("name", $"other{i}"), ("password", "x"));
        });
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(4_000_000);
    }

    [Fact]
    public async Task One_address_does_not_use_up_anothers_attempts_when_a_known_proxy_tells_them_apart()
    {
        await using var identity = await RunningIdentity.StartAsync(_settings);
        using var browser = identity.NewBrowser();
        var page = await browser.PageAsync("/account/sign-in");
        (await FromAsync(browser, page, "203.0.113.7", Limit + 1)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await FromAsync(browser, page, "203.0.113.8", 1)).ShouldBe(HttpStatusCode.Unauthorized);
        // Only the last hop counts: what a client writes in front of it is its own tale.
        (await FromAsync(browser, page, "198.51.100.1, 203.0.113.7", 1)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await FromAsync(browser, page, "2001:db8:1:2::1", Limit)).ShouldBe(HttpStatusCode.Unauthorized);
        (await FromAsync(browser, page, "2001:db8:1:2:ffff::9", 1)).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Requests_for_tokens_have_a_limit_of_their_own_which_two_instances_share()
    {
        string[] settings = [$"--Identity:SignIn:TokensPerAddress={Limit}"];
        await using var identity = await RunningIdentity.StartAsync(settings);
        await using var second = await identity.StartAnotherAsync(null, settings);
        for (var i = 0; i < Limit; i++)
        {
            using var browser = (i % 2 == 0 ? identity : second).NewBrowser();
            (await browser.ClientTokenAsync($"a-guessed-secret-of-the-bureau-{i}")).Error.ShouldBe("invalid_client");
        }

        foreach (var instance in (RunningIdentity[])[identity, second])
        {
            using var browser = instance.NewBrowser();
            var refused = await browser.ClientTokenAsync();
            (refused.Status, refused.Body!["code"]!.ToString()).ShouldBe((HttpStatusCode.TooManyRequests, "rate.limited"));
            (await OAuth.PostAsync(browser.Client, "/connect/revocation", ("token", "x"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
            // Whoever signs in is not the one who guesses secrets.
            await browser.PageAsync("/account/sign-in");
        }
    }

    private static async Task<HttpStatusCode> FromAsync(Browser browser, string page, string address, int times)
    {
        browser.Client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        browser.Client.DefaultRequestHeaders.Add("X-Forwarded-For", address);
        var last = HttpStatusCode.OK;
        for (var i = 0; i < times; i++)
        {
            using var response = await browser.SubmitPageAsync(page, null, ("name", "nobody"), ("password", "x"));
            last = response.StatusCode;
        }

        return last;
    }

    private static Task<long> RowsAsync(RunningIdentity identity) => identity.ScalarAsync<long>(
        """
        select sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', table_name), false, true, '')))[1]::text::bigint)::bigint
          from information_schema.tables where table_schema = 'public' and table_name not in ('attempts', 'audit_entries')
        """);
}
