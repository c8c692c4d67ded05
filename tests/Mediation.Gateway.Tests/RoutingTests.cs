using System.Net;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class RoutingTests
{
    [Theory]
    [InlineData("/files/a/b%2Fc/d")]
    [InlineData("/files/%E6%A1%88%E4%BB%B6/%e4%b8%ad")]
    [InlineData("/files/a%252Fb%25")]
    [InlineData("/files/a%20b+c;d=e,f@g:h!$&'()*~%7E")]
    [InlineData("/files/?q=%E4%B8%AD%2F&q=2&empty=&plus=a+b&dots=/../")]
    [InlineData("/files//double//slash/")]
    [InlineData("/files/.well-known/...")]
    public async Task Path_and_query_arrive_as_they_were_written(string target)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(Route("/files/{everything}", "/files/{everything}", backend.Port)));

        (await Raw.SendAsync(gateway.Address, "GET " + target)).Status.ShouldBe(200);

        backend.Last.Target.ShouldBe(target);
    }

    [Theory]
    [InlineData("/files/../secret")]
    [InlineData("/files/%2e%2e/secret")]
    [InlineData("/files/.%2E/secret")]
    [InlineData("/files/x%2F..%2Fsecret")]
    [InlineData("/files/..%5Csecret")]
    [InlineData("/files/./a")]
    public async Task A_path_with_two_readings_is_refused(string target)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(Route("/files/{everything}", "/files/{everything}", backend.Port)));

        var (status, text) = await Raw.SendAsync(gateway.Address, "GET " + target);

        status.ShouldBe(400);
        text.ShouldContain("path.ambiguous");
        backend.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/cases/7/notes/9", "/v2/notes/9/of/7")]
    [InlineData("/cases/a%2Fb/notes/x/y/z?p=1", "/v2/notes/x/y/z/of/a%2Fb?p=1")]
    public async Task Placeholders_are_carried_over_by_name(string asked, string arrived)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            File(Route("/cases/{case}/notes/{note}", "/v2/notes/{note}/of/{case}", backend.Port)));

        (await gateway.GetAsync(asked)).StatusCode.ShouldBe(HttpStatusCode.OK);

        backend.Last.Target.ShouldBe(arrived);
    }

    [Theory]
    [InlineData("/invoices/1/2", "/api/invoices/1/2")]
    [InlineData("/invoices/", "/api/invoices/")]
    [InlineData("/invoices", "/api/invoices")]
    [InlineData("/INVOICES/A", "/api/invoices/A")]
    public async Task The_last_placeholder_takes_the_rest_be_it_empty(string asked, string arrived)
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(Route("/invoices/{url}", "/api/invoices/{url}", backend.Port)));

        await gateway.GetAsync(asked);

        backend.Last.Target.ShouldBe(arrived);
    }

    [Fact]
    public async Task The_higher_priority_wins_and_else_the_earlier_route()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(
            Route("/goods/{any}", "/low/{any}", backend.Port, "\"Priority\": 0"),
            Route("/goods/delete", "/high", backend.Port, "\"Priority\": 2"),
            Route("/tie/{any}", "/first/{any}", backend.Port),
            Route("/tie/x", "/second", backend.Port),
            Route("/{any}", "/last/{any}", backend.Port, "\"Priority\": 99")));

        foreach (var path in new[] { "/goods/delete", "/goods/list", "/tie/x", "/other" })
        {
            await gateway.GetAsync(path);
        }

        backend.Requests.Select(r => r.Target).ShouldBe(["/high", "/low/list", "/first/x", "/last/other"]);
    }

    [Fact]
    public async Task Case_matters_only_where_the_route_says_so()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(
            Route("/Exact/{x}", "/exact/{x}", backend.Port, "\"RouteIsCaseSensitive\": true"),
            Route("/loose", "/loose", backend.Port)));

        (await gateway.GetAsync("/Exact/A")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync("/exact/A")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gateway.GetAsync("/LOOSE")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_method_that_no_route_names_is_404_as_in_ocelot_and_another_route_may_take_it()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(
            Route("/a", "/reads", backend.Port, "\"UpstreamHttpMethod\": [ \"Get\" ]"),
            Route("/{any}", "/writes/{any}", backend.Port, "\"UpstreamHttpMethod\": [ \"Post\" ]")));

        (await gateway.SendAsync(HttpMethod.Delete, "/a")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await gateway.SendAsync(HttpMethod.Post, "/a")).StatusCode.ShouldBe(HttpStatusCode.OK);
        backend.Last.Target.ShouldBe("/writes/a");
    }

    [Fact]
    public async Task The_gateways_own_pages_are_not_taken_over_by_a_route_for_everything()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Everything(backend.Port));

        (await (await gateway.GetAsync("/health/live")).Content.ReadAsStringAsync()).ShouldContain("Healthy");
        backend.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("RoundRobin", 5, 5)]
    [InlineData("NoLoadBalancer", 10, 0)]
    public async Task Requests_are_balanced_as_the_route_says(string type, int first, int second)
    {
        await using var one = await Backend.StartAsync();
        await using var two = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            File(Route("/a", "/a", [one.Port, two.Port], $$""" "LoadBalancerOptions": { "Type": "{{type}}" } """)));

        for (var i = 0; i < 10; i++)
        {
            await gateway.GetAsync("/a");
        }

        (one.Requests.Count, two.Requests.Count).ShouldBe((first, second));
    }

    [Fact]
    public async Task The_least_connected_service_is_chosen()
    {
        var hold = new TaskCompletionSource();
        await using var slow = await Backend.StartAsync(_ => hold.Task);
        await using var quick = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            File(Route("/a", "/a", [slow.Port, quick.Port], """ "LoadBalancerOptions": { "Type": "LeastConnection" } """)));

        var held = gateway.GetAsync("/a");
        while (slow.Requests.IsEmpty && quick.Requests.IsEmpty)
        {
            await Task.Delay(10);
        }

        for (var i = 0; i < 5; i++)
        {
            await Task.WhenAny(gateway.GetAsync("/a"), Task.Delay(2000));
        }

        hold.SetResult();
        await held;
        slow.Requests.Count.ShouldBeLessThanOrEqualTo(1);
        quick.Requests.Count.ShouldBeGreaterThanOrEqualTo(5);
    }
}
