using System.Net;
using System.Text.Json.Nodes;
using Mediation.Gateway.Routes;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class ReloadTests
{
    [Fact]
    public async Task A_changed_file_brings_new_routes_and_limits_without_a_restart()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(Route("/old", "/old", backend.Port)));
        (await gateway.GetAsync("/old")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await System.IO.File.WriteAllTextAsync(gateway.File, File(Route("/new", "/new", backend.Port)));
        await gateway.UntilAsync("/new", a => Task.FromResult(a.IsSuccessStatusCode));
        (await gateway.GetAsync("/old")).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        var limited = File(Route("/new", "/new", backend.Port, """ "RateLimitOptions": { "Limit": 1, "Period": "1h" } """));
        await System.IO.File.WriteAllTextAsync(gateway.File, limited);
        await gateway.UntilAsync("/new", a => Task.FromResult(a.StatusCode == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task A_file_put_in_place_by_renaming_is_noticed()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(Route("/old", "/old", backend.Port)));

        for (var i = 0; i < 2; i++)
        {
            await System.IO.File.WriteAllTextAsync(gateway.File + ".tmp", File(Route($"/new{i}", "/new", backend.Port)));
            System.IO.File.Move(gateway.File + ".tmp", gateway.File, overwrite: true);
            await gateway.UntilAsync($"/new{i}", a => Task.FromResult(a.IsSuccessStatusCode));
        }
    }

    [Fact]
    public async Task A_symbolic_link_that_points_elsewhere_is_noticed()
    {
        await using var backend = await Backend.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(File(Route("/old", "/old", backend.Port)));

        await System.IO.File.WriteAllTextAsync(gateway.File + ".v2", File(Route("/new", "/new", backend.Port)));
        System.IO.File.CreateSymbolicLink(gateway.File + ".link", gateway.File + ".v2");
        System.IO.File.Move(gateway.File + ".link", gateway.File, overwrite: true);

        await gateway.UntilAsync("/new", a => Task.FromResult(a.IsSuccessStatusCode));
    }

    [Theory]
    [InlineData("{ \"Routes\": [ {", "Routes")]
    [InlineData("{ \"Routes\": [ { \"Key\": \"odd\", \"DelegatingHandlers\": [] } ] }", "Routes[0] (odd).DelegatingHandlers")]
    [InlineData(null, "empty")]
    public async Task A_broken_file_keeps_the_old_routes_and_says_why_until_it_is_mended(string? broken, string reason)
    {
        await using var backend = await Backend.StartAsync();
        var good = File(Route("/old", "/old", backend.Port));
        await using var gateway = await RunningGateway.StartAsync(good);

        if (broken is null)
        {
            System.IO.File.Delete(gateway.File);
        }
        else
        {
            await System.IO.File.WriteAllTextAsync(gateway.File, broken);
        }

        await gateway.UntilAsync("/health/ready", async a => (await RoutesCheckAsync(a)).Contains(reason, StringComparison.Ordinal));
        (await gateway.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync("/old")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await System.IO.File.WriteAllTextAsync(gateway.File, good);
        await gateway.UntilAsync("/health/ready", async a => (await RoutesCheckAsync(a)).Contains("1 routes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_under_way_survives_a_reload()
    {
        var hold = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(http => http.Request.Path == "/slow" ? hold.Task : Task.CompletedTask);
        await using var gateway = await RunningGateway.StartAsync(File(Route("/slow", "/slow", backend.Port)));
        var slow = gateway.GetAsync("/slow");

        await System.IO.File.WriteAllTextAsync(gateway.File, File(Route("/new", "/new", backend.Port)));
        await gateway.UntilAsync("/new", a => Task.FromResult(a.IsSuccessStatusCode));
        hold.SetResult();

        (await slow).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_broken_or_absent_file_at_start_is_refused_with_its_reason()
    {
        (await Should.ThrowAsync<RouteFileException>(() => RunningGateway.StartAsync("{ \"Surprise\": 1 }"))).Message.ShouldContain("Surprise");
        Should.Throw<RouteFileException>(() => GatewayApp.Build(["--Gateway:Routes", "nowhere.json"])).Message.ShouldContain("nowhere.json");
    }

    private static async Task<string> RoutesCheckAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["checks"]!["routes"]!["description"]!.ToString();
}
