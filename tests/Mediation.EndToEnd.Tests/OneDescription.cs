using System.Net;
using System.Text.Json.Nodes;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>The merged OpenAPI description at the gateway.</summary>
public sealed class OneDescription(Suite suite) : IClassFixture<Suite>
{
    [Fact]
    public Task the_gateway_describes_the_routes_of_all_services() => Eventually.Async(LookAsync, TimeSpan.FromSeconds(90));

    // A service that is slow to describe itself for the first time is left out until the gateway asks again.
    private async Task LookAsync()
    {
        var answer = await suite.Client.GetAsync("/openapi/v1.json");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var description = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        description["openapi"]!.ToString().ShouldStartWith("3.1");
        description["x-missing"]?.AsArray().ShouldBeEmpty();
        var paths = description["paths"]!.AsObject().Select(p => p.Key).ToList();
        foreach (var path in (string[])["/api/v1/disputes", "/api/v1/cases", "/api/v1/mediators", "/api/v1/metrics/{code}", "/api/v1/users"])
        {
            paths.ShouldContain(path);
        }
    }
}
