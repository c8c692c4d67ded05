using System.Net;
using Mediation.Identity.Tests.Support;

namespace Mediation.Identity.Tests;

public sealed class Throttling
{
    private const int Limit = 10;

    private static readonly string[] _settings = [$"--Identity:SignIn:PerAddress={Limit}"];

    [Fact]
    public async Task Ten_thousand_attempts_get_a_few_looks_and_leave_nothing_behind()
    {
        await using var identity = await RunningIdentity.StartAsync(_settings);
        await identity.AddUserAsync("wanted");
        using var browser = identity.NewBrowser();
        var page = await browser.PageAsync("/account/sign-in");
        var rows = await RowsAsync(identity);
        var counts = new int[600];
        await Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
        {
            using var response = await browser.SubmitPageAsync(page, null, ("name", i % 2 == 0 ? "wanted" : $"nobody{i}"), ("password", $"guess {i}"));
            Interlocked.Increment(ref counts[(int)response.StatusCode]);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                response.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
            }
        });
        // The window is a minute, and the attempts may take more than one.
        counts[(int)HttpStatusCode.Unauthorized].ShouldBeInRange(Limit, Limit * 10);
        counts[(int)HttpStatusCode.TooManyRequests].ShouldBe(10_000 - counts[(int)HttpStatusCode.Unauthorized]);
        (await RowsAsync(identity)).ShouldBe(rows);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForEachAsync(Enumerable.Range(0, 2_000), async (i, _) =>
        {
            using var response = await browser.SubmitPageAsync(page, null, ("name", $"other{i}"), ("password", "x"));
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
          from information_schema.tables where table_schema = 'public'
        """);
}
