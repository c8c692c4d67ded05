using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Threading.RateLimiting;
using Mediation.Gateway.Limits;
using Mediation.Gateway.Routes;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class QuotaTests
{
    private const string TwoPerMinute = """ "RateLimitOptions": { "Limit": 2, "Period": "1m", "ClientWhitelist": [ "shared-secret" ] } """;

    [Fact]
    public async Task Over_the_limit_is_429_with_retry_after_per_route()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            File(Route("/a/{x}", "/a/{x}", backend.Port, TwoPerMinute), Route("/b", "/b", backend.Port, TwoPerMinute)));

        for (var i = 0; i < 2; i++)
        {
            (await gateway.GetAsync($"/a/{i}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var refused = await gateway.GetAsync("/a/2");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await refused.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.ToString().ShouldBe("rate.limited");
        (await gateway.GetAsync("/b")).StatusCode.ShouldBe(HttpStatusCode.OK);
        backend.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_client_cannot_win_a_fresh_quota_with_headers_but_a_listed_secret_is_exempt()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(Route("/a", "/a", backend.Port, TwoPerMinute)));

        for (var i = 0; i < 4; i++)
        {
            await gateway.SendAsync(HttpMethod.Get, "/a", ("X-Forwarded-For", $"10.0.0.{i}"), ("Oc-Client", $"c{i}"));
        }

        backend.Requests.Count.ShouldBe(2);
        (await gateway.SendAsync(HttpMethod.Get, "/a", ("Oc-Client", "shared-secret"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Status_message_and_headers_are_the_routes_own()
    {
        await using var gateway = await RunningGateway.StartAsync(File(Route("/a", "/a", 1,
            """ "RateLimitOptions": { "Limit": 1, "Period": "1h", "StatusCode": 503, "QuotaMessage": "{0} per {1}", "EnableHeaders": false } """)));
        await gateway.GetAsync("/a");

        using var refused = await gateway.GetAsync("/a");

        ((int)refused.StatusCode).ShouldBe(503);
        refused.Headers.RetryAfter.ShouldBeNull();
        (await refused.Content.ReadAsStringAsync()).ShouldContain("1 per 01:00:00");
    }

    [Fact]
    public void Without_wait_the_client_is_shut_out_until_the_period_ends()
    {
        var clock = new Clock();
        using var window = new FixedWindow(Rule(null), clock);

        Admitted(window).ShouldBe((true, null));
        Admitted(window).ShouldBe((true, null));
        clock.Pass(4);
        Admitted(window).ShouldBe((false, 6));
        window.IdleDuration.ShouldBeNull();
        clock.Pass(6);
        Admitted(window).ShouldBe((true, null));
    }

    [Fact]
    public void With_wait_the_client_is_shut_out_for_that_long_from_the_first_refusal()
    {
        var clock = new Clock();
        using var window = new FixedWindow(Rule(TimeSpan.FromSeconds(30)), clock);
        Admitted(window);
        Admitted(window);

        clock.Pass(9);
        Admitted(window).ShouldBe((false, 30));
        clock.Pass(20);
        Admitted(window).ShouldBe((false, 10));
        clock.Pass(10);
        Admitted(window).ShouldBe((true, null));
        clock.Pass(25);
        window.IdleDuration.ShouldBe(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public void Many_threads_at_once_are_admitted_exactly_to_the_limit()
    {
        using var window = new FixedWindow(Rule(null) with { Limit = 5000 }, new Clock());
        var admitted = 0;

        Parallel.For(0, 20_000, _ =>
        {
            if (Admitted(window).Item1)
            {
                Interlocked.Increment(ref admitted);
            }
        });

        admitted.ShouldBe(5000);
    }

    [Theory]
    [InlineData("250", 250)]
    [InlineData("1.5ms", 1.5)]
    [InlineData("1s", 1000)]
    [InlineData("1.5m", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("1d", 86_400_000)]
    public void Lengths_of_time_are_written_as_in_ocelot(string text, double milliseconds)
    {
        Duration.TryParse(text, out var length).ShouldBeTrue();
        length.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("1w")]
    [InlineData("-1s")]
    [InlineData("0s")]
    [InlineData("1e99d")]
    [InlineData("NaN")]
    public void Other_lengths_are_refused(string text) => Duration.TryParse(text, out _).ShouldBeFalse();

    private static Quota Rule(TimeSpan? wait) => new(2, TimeSpan.FromSeconds(10), wait, 429, null, true, "Oc-Client", []);

    private static (bool, double?) Admitted(FixedWindow window)
    {
        using var lease = window.AttemptAcquire();
        return (lease.IsAcquired, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after.TotalSeconds : null);
    }

    private sealed class Clock : TimeProvider
    {
        private long _now = 1_000_000;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now;

        public void Pass(int seconds) => _now += seconds * 1000;
    }
}
