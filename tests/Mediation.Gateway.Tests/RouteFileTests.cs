using System.Text;
using Mediation.Gateway.Routes;
using Yarp.ReverseProxy.LoadBalancing;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class RouteFileTests
{
    private const string Template = "\"UpstreamPathTemplate\": \"/a\", \"DownstreamPathTemplate\": \"/a\", \"DownstreamScheme\": \"http\"";

    // Whoever tries codes is slowed down.
    [Fact]
    public void The_shipped_file_loads_and_names_every_public_resource()
    {
        var routes = Read(File(Path.Combine(AppContext.BaseDirectory, "ocelot.json")));

        string[] resources = ["disputes", "leads", "zero-reports", "cases", "sessions", "agreements", "digests", "methods",
            "committees", "mediators", "persons", "teams", "activities", "coverage", "metrics", "sheets", "publications", "users", "clients",
            "anomalies", "effectiveness", "heat", "recurrences"];
        string[] signIn = ["/.well-known/{everything}", "/connect/{everything}", "/account", "/account/{everything}"];
        string[] trails = ["", "/intake", "/workflow", "/roster", "/reporting", "/identity"];
        // What is listened to for hours has connections of its own, so that it takes none from commands.
        routes.Where(r => r.Upstream.EndsWith("/live", StringComparison.Ordinal)).ShouldAllBe(r => r.Service.Timeout == TimeSpan.FromSeconds(60));
        // Anyone may try codes there: few times.
        string[] byCode = ["/api/v1/status/{everything}", "/api/v1/invitations/exchange"];
        // Invitees bring a token of the workflow's own.
        string[] invitees = ["/api/v1/invitations/{everything}", "/api/v1/invitations/session/live"];
        // Schedulers bring a signed address.
        string[] signed = ["/api/v1/exports/pulls/{id}"];
        // Files are larger than what anybody says in words.
        string[] large = ["/api/v1/cases/{id}/evidence"];
        routes.Select(r => r.Upstream).ShouldBe(
            resources.SelectMany(r => new[] { $"/api/v1/{r}", $"/api/v1/{r}/{{everything}}" }).Concat([.. signIn, .. byCode, .. invitees, .. signed, .. large, "/api/v1/exports/{everything}", "/api/v1/sessions/{id}/live", "/api/v1/sync"])
                .Concat(trails.Select(t => $"/api/v1/audit{t}")), ignoreOrder: true);
        routes.Where(r => r.Token is null).Select(r => r.Upstream).ShouldBe([.. signIn, .. byCode, .. invitees, .. signed], ignoreOrder: true);
        routes.Where(r => byCode.Contains(r.Upstream)).ShouldAllBe(r => r.Quota!.Limit == 10 && r.Quota.Period == TimeSpan.FromMinutes(1));
        routes.Where(r => signed.Contains(r.Upstream)).ShouldAllBe(r => r.Quota!.Limit == 30 && r.Quota.Period == TimeSpan.FromMinutes(1));
        routes.Where(r => !byCode.Contains(r.Upstream) && !signed.Contains(r.Upstream)).ShouldAllBe(r => r.Quota != null && r.Quota.Limit / r.Quota.Period.TotalSeconds >= 50_000);
        routes.Where(r => r.MaxBodyBytes is not null).Select(r => r.Upstream).ShouldBe(large);
        routes.SelectMany(r => r.Service.Addresses).Distinct().Count().ShouldBe(5);

        static string File(string path) => System.IO.File.ReadAllText(path);
    }

    [Theory]
    [InlineData("\"UpstreamHost\": \"a.example\"", "Routes[0] (r).UpstreamHost")]
    [InlineData("\"Metadata\": { \"Cache\": \"1\" }", "Routes[0] (r).Metadata.Cache")]
    [InlineData("\"ServiceName\": \"a\"", "Routes[0] (r).ServiceName")]
    [InlineData("\"FileCacheOptions\": {}", "Routes[0] (r).FileCacheOptions")]
    [InlineData("\"DangerousAcceptAnyServerCertificateValidator\": true", "Routes[0] (r).DangerousAcceptAnyServerCertificateValidator")]
    [InlineData("\"QoSOptions\": { \"MinimumThroughput\": 3 }", "Routes[0] (r).QoSOptions.MinimumThroughput")]
    [InlineData("\"RateLimitOptions\": { \"KeyPrefix\": \"a\", \"Limit\": 1, \"Period\": \"1s\" }", "Routes[0] (r).RateLimitOptions.KeyPrefix")]
    [InlineData("\"AuthenticationOptions\": { \"RequiredRole\": [] }", "Routes[0] (r).AuthenticationOptions.RequiredRole")]
    [InlineData("\"LoadBalancerOptions\": { \"Key\": \"a\" }", "Routes[0] (r).LoadBalancerOptions.Key")]
    [InlineData("\"QoSOptions\": { \"RouteKeys\": [ \"r\" ] }", "Routes[0] (r).RouteKeys")]
    public void An_unsupported_key_is_refused_by_its_name_and_route(string key, string named) =>
        Faults(Ocelot.File(Route("/a", "/a", 1, "\"Key\": \"r\", " + key))).ShouldHaveSingleItem()
            .ShouldBe(named + ": this key is not supported by this gateway");

    [Theory]
    [InlineData("/internal/{x}")]
    [InlineData("/Internal")]
    [InlineData("/%69nternal/{x}")]
    public void A_route_to_what_services_ask_each_other_is_refused(string downstream) =>
        Faults(Ocelot.File(Route("/a/{x}", downstream, 1))).ShouldHaveSingleItem().ShouldContain("DownstreamPathTemplate");

    [Theory]
    [InlineData("\"RequestIdKey\": \"X\"", "GlobalConfiguration.RequestIdKey")]
    [InlineData("\"ServiceDiscoveryProvider\": {}", "GlobalConfiguration.ServiceDiscoveryProvider")]
    public void An_unsupported_global_key_is_refused_by_its_name(string key, string named) =>
        Faults(FileWith(key, Route("/a", "/a", 1))).ShouldHaveSingleItem().ShouldStartWith(named + ":");

    [Theory]
    [InlineData("\"LoadBalancerOptions\": { \"Type\": \"CookieStickySessions\" }", "LoadBalancerOptions.Type: 'CookieStickySessions'")]
    [InlineData("\"RateLimitOptions\": { \"Limit\": 1 }", "RateLimitOptions.Period: is missing")]
    [InlineData("\"RateLimitOptions\": { \"Limit\": 1, \"Period\": \"1 week\" }", "RateLimitOptions.Period: '1 week'")]
    [InlineData("\"RateLimitOptions\": { \"Period\": \"1s\" }", "RateLimitOptions.Limit")]
    [InlineData("\"RateLimitOptions\": { \"Limit\": 1, \"Period\": \"1s\", \"StatusCode\": 200 }", "RateLimitOptions.StatusCode: 200")]
    [InlineData("\"QoSOptions\": { \"Timeout\": -5 }", "QoSOptions.Timeout: -5 ms")]
    [InlineData("\"AuthenticationOptions\": { \"AuthenticationProviderKeys\": [ \"Nobody\" ] }", "'Nobody' is unknown")]
    [InlineData("\"Metadata\": { \"MaxBodyBytes\": \"-1\" }", "Metadata.MaxBodyBytes: '-1' is not a number of bytes")]
    [InlineData("\"AuthenticationOptions\": { \"AllowedScopes\": [ \"a\" ] }", "AllowedScopes: needs AuthenticationProviderKeys")]
    public void A_value_that_cannot_be_followed_is_refused_with_route_and_key(string key, string reason)
    {
        var fault = Faults(Ocelot.File(Route("/a", "/a", 1, "\"Key\": \"r\", " + key))).ShouldHaveSingleItem();

        fault.ShouldStartWith("Routes[0] (r).");
        fault.ShouldContain(reason);
    }

    [Theory]
    [InlineData("a", "/a", "UpstreamPathTemplate: 'a' must start with '/'")]
    [InlineData("/a?x={x}", "/a", "query placeholders")]
    [InlineData("/a/b-{x}", "/a", "must fill the whole segment")]
    [InlineData("/{x}/{x}", "/a", "{x} stands twice")]
    [InlineData("/a", "/a/{x}", "DownstreamPathTemplate: {x} is not in UpstreamPathTemplate")]
    public void A_template_that_cannot_be_followed_is_refused(string upstream, string downstream, string reason) =>
        Faults(Ocelot.File(Route(upstream, downstream, 1))).ShouldHaveSingleItem().ShouldContain(reason);

    [Theory]
    [InlineData("{ " + Template + " }", "DownstreamHostAndPorts: is missing")]
    [InlineData("{ " + Template + ", \"DownstreamHostAndPorts\": [ { \"Host\": \"a b\", \"Port\": 1 } ] }", "DownstreamHostAndPorts[0].Host: 'a b'")]
    [InlineData("{ " + Template + ", \"DownstreamHostAndPorts\": [ { \"Host\": \"a\", \"Port\": 70000 } ] }", "70000 is not a port")]
    [InlineData("{ \"UpstreamPathTemplate\": \"/a\", \"DownstreamPathTemplate\": \"/a\", \"DownstreamScheme\": \"ftp\", \"DownstreamHostAndPorts\": [ { \"Host\": \"a\" } ] }", "'ftp' is none of")]
    public void A_service_that_cannot_be_reached_is_refused(string route, string reason) =>
        Faults($$"""{ "Routes": [ {{route}} ] }""").ShouldHaveSingleItem().ShouldContain(reason);

    [Fact]
    public void Every_fault_is_named_at_once() =>
        Faults("""{ "Aggregates": [], "Routes": [ {}, {} ] }""").Count.ShouldBe(9);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{ \"Routes\": [] }")]
    [InlineData("{ \"Routes\": 1 }")]
    [InlineData("{ \"Routes\": [], \"Routes\": [] }")]
    public void A_broken_or_empty_file_is_refused(string content) => Faults(content).ShouldNotBeEmpty();

    [Fact]
    public void The_same_template_and_method_twice_is_refused() =>
        Faults(Ocelot.File(Route("/a", "/a", 1), Route("/A", "/b", 1))).ShouldHaveSingleItem().ShouldContain("same UpstreamPathTemplate");

    [Fact]
    public void Comments_trailing_commas_and_a_byte_order_mark_are_read_as_ocelot_reads_them() =>
        Read("\uFEFF// routes\n" + Ocelot.File(Route("/a", "/a", 1)).Replace(" ],", ", ],", StringComparison.Ordinal)).Count.ShouldBe(1);

    [Fact]
    public void Options_come_from_the_route_and_else_from_the_global_section()
    {
        var routes = Read(FileWith(
            """
            "LoadBalancerOptions": { "Type": "RoundRobin" }, "QoSOptions": { "RouteKeys": [ "grouped" ], "TimeoutValue": 1500 },
            "RateLimitOptions": { "Limit": 5, "Period": "1m", "Wait": "2.5s", "QuotaMessage": "all" }, "Timeout": 7
            """,
            Route("/a", "/a", 1, """ "Key": "grouped" """),
            Route("/b", "/b", 1, """ "LoadBalancerOptions": { "Type": "LeastConnection" }, "RateLimitOptions": { "Limit": 9, "ClientWhitelist": [ "x" ] } """),
            Route("/c", "/c", 1, """ "RateLimitOptions": { "EnableRateLimiting": false }, "QoSOptions": { "Timeout": 20 } """)));

        routes[0].Service.Timeout.ShouldBe(TimeSpan.FromMilliseconds(1500));
        routes[0].Quota.ShouldNotBeNull().ShouldSatisfyAllConditions(
            q => q.Limit.ShouldBe(5), q => q.Period.ShouldBe(TimeSpan.FromMinutes(1)), q => q.Wait.ShouldBe(TimeSpan.FromSeconds(2.5)));
        routes[1].Service.Balancing.ShouldBe(LoadBalancingPolicies.LeastRequests);
        routes[1].Service.Timeout.ShouldBe(TimeSpan.FromSeconds(7));
        routes[1].Quota.ShouldNotBeNull().ShouldSatisfyAllConditions(q => q.Limit.ShouldBe(9), q => q.Exempt.ShouldBe(["x"]), q => q.Message.ShouldBe("all"));
        routes[2].Quota.ShouldBeNull();
        routes[2].Service.Timeout.ShouldBe(TimeSpan.FromMilliseconds(20));
        routes[2].Service.Balancing.ShouldBe(LoadBalancingPolicies.RoundRobin);
    }

    [Fact]
    public void The_older_names_of_rate_limit_options_still_count()
    {
        var quota = Read(Ocelot.File(Route("/a", "/a", 1, """
            "RateLimitOptions": { "EnableRateLimiting": true, "Limit": 3, "Period": "1h", "PeriodTimespan": 5, "HttpStatusCode": 503,
              "QuotaExceededMessage": "m", "DisableRateLimitHeaders": true }
            """)))[0].Quota.ShouldNotBeNull();

        (quota.Wait, quota.StatusCode, quota.Message, quota.Headers).ShouldBe((TimeSpan.FromSeconds(5), 503, "m", false));
    }

    [Fact]
    public void Routes_with_the_same_service_share_one_pool_of_connections()
    {
        var table = new ProxyTable(Read(Ocelot.File(Route("/a", "/a", 1), Route("/b", "/b", 1), Route("/c", "/c", 2))));

        table.Clusters.Count.ShouldBe(2);
        table.Routes.Count.ShouldBe(3);
    }

    private static IReadOnlyList<GatewayRoute> Read(string content) => RouteFile.Read(Encoding.UTF8.GetBytes(content), "ocelot.json", new HashSet<string> { "Bearer" });

    private static IReadOnlyList<string> Faults(string content) => Should.Throw<RouteFileException>(() => Read(content)).Faults;
}
