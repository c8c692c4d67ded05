using System.Net;
using System.Text.Json.Nodes;
using Mediation.Testing;
using Microsoft.AspNetCore.Http;
using static Mediation.Gateway.Tests.Ocelot;

namespace Mediation.Gateway.Tests;

public sealed class PageTests
{
    private const string Intake = """
        { "openapi": "3.1.1", "paths": {
            "/api/v1/disputes": { "post": { "tags": [ "Disputes" ], "summary": "Register <one>", "requestBody": { "$ref": "#/components/schemas/New" } } },
            "/api/v1/disputes/{id}": { "get": { "tags": [ "Disputes" ] } },
            "/internal/state": { "get": {} } },
          "components": { "schemas": { "New": { "type": "object" }, "Same": { "type": "string" } } } }
        """;

    private const string Workflow = """
        { "openapi": "3.1.1", "paths": { "/v2/{id}": { "get": { "tags": [ "Cases" ], "x": [ { "$ref": "#/components/schemas/New" }, { "$ref": "#/components/schemas/Same" } ] } } },
          "components": { "schemas": { "New": { "type": "integer" }, "Same": { "type": "string" } } } }
        """;

    [Fact]
    public async Task The_services_documents_become_one_with_public_paths_only()
    {
        await using var intake = await Backend.StartAsync(http => http.Response.WriteAsync(Intake));
        await using var workflow = await Backend.StartAsync(http => http.Response.WriteAsync(Workflow));
        await using var gateway = await StartAsync(intake.Port, workflow.Port);

        var document = JsonNode.Parse(await (await gateway.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync())!;
        await gateway.GetAsync("/openapi/v1.json");

        document["paths"]!.AsObject().Select(p => p.Key).ShouldBe(["/api/v1/disputes", "/api/v1/disputes/{id}", "/api/v1/cases/{id}"]);
        document["components"]!["schemas"]!.AsObject().Select(p => p.Key).ShouldBe(["New", "Same", "New2"]);
        document["paths"]!["/api/v1/cases/{id}"]!["get"]!["x"]!.ToJsonString().ShouldBe(
            """[{"$ref":"#/components/schemas/New2"},{"$ref":"#/components/schemas/Same"}]""");
        document["x-missing"]!.AsArray().Select(m => m!.ToString()).ShouldBe(["http://127.0.0.1:1"]);
        intake.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_takes_seconds_to_describe_itself_is_waited_for()
    {
        await using var intake = await Backend.StartAsync(async http =>
        {
            await Task.Delay(TimeSpan.FromSeconds(3));
            await http.Response.WriteAsync(Intake);
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(intake.Port));

        var document = JsonNode.Parse(await (await gateway.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync())!;

        document["x-missing"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_service_that_was_away_is_described_soon_after_it_is_back()
    {
        var isAway = true;
        await using var intake = await Backend.StartAsync(http =>
        {
            http.Response.StatusCode = isAway ? 503 : 200;
            return http.Response.WriteAsync(Intake);
        });
        await using var gateway = await RunningGateway.StartAsync(Everything(intake.Port));
        async Task<int> MissingAsync() => JsonNode.Parse(await (await gateway.GetAsync("/openapi/v1.json")).Content.ReadAsStringAsync())!["x-missing"]!.AsArray().Count;

        (await MissingAsync()).ShouldBe(1);
        isAway = false;

        await Eventually.Async(async () => (await MissingAsync()).ShouldBe(0), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task The_page_lists_routes_by_tag_and_needs_nothing_from_the_network()
    {
        await using var intake = await Backend.StartAsync(http => http.Response.WriteAsync(Intake));
        await using var gateway = await StartAsync(intake.Port, 1);

        using var answer = await gateway.GetAsync("/openapi");
        var page = await answer.Content.ReadAsStringAsync();

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        page.ShouldContain("<h2>Disputes</h2>");
        page.ShouldContain("Register &lt;one&gt;");
        page.ShouldNotContain("//cdn");
        page.ShouldNotContain("<script");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldStartWith("default-src 'none'");
    }

    [Fact]
    public async Task Ready_names_each_service_and_is_degraded_but_200_while_one_is_away()
    {
        await using var intake = await Backend.StartAsync(http => http.Response.WriteAsync("Healthy"));
        await using var gateway = await StartAsync(intake.Port, 1);

        using var answer = await gateway.GetAsync("/health/ready");
        var services = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["checks"]!["services"]!;

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        services["status"]!.ToString().ShouldBe("Degraded");
        services[$"http://127.0.0.1:{intake.Port}"]!.ToString().ShouldBe("Healthy");
        services["http://127.0.0.1:1"]!.ToString().ShouldBe("Unreachable");
    }

    [Fact]
    public async Task Ready_is_healthy_when_every_service_is()
    {
        await using var intake = await Backend.StartAsync(http => http.Response.WriteAsync("{\"status\":\"Healthy\"}"));
        await using var gateway = await RunningGateway.StartAsync(Everything(intake.Port));

        JsonNode.Parse(await (await gateway.GetAsync("/health/ready")).Content.ReadAsStringAsync())!["status"]!.ToString().ShouldBe("Healthy");
    }

    private static Task<RunningGateway> StartAsync(int intake, int workflow) => RunningGateway.StartAsync(File(
        Route("/api/v1/disputes/{everything}", "/api/v1/disputes/{everything}", intake),
        Route("/api/v1/cases/{everything}", "/v2/{everything}", workflow),
        Route("/away", "/away", 1)));
}
