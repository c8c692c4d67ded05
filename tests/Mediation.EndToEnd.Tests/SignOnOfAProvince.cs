using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Mediation.Contracts;
using Mediation.Testing;
using Mediation.Workflow;

namespace Mediation.EndToEnd.Tests;

/// <summary>A province brings its own sign-on, here npm's oidc-provider: a service takes its tokens beside those of the suite.</summary>
public sealed class SignOnOfAProvince
{
    [Fact]
    public async Task its_tokens_are_taken_with_the_names_it_has_for_role_and_area_and_for_the_audience_only()
    {
        await NodeProgram.InstallAsync();
        await using var province = await NodeProgram.StartAsync("provider.mjs", Audiences.Workflow, Audiences.Roster);
        var told = JsonNode.Parse(province.FirstLine)!;
        await using var workflow = await TestService.StartAsync(
            WorkflowService.Build, await TestBroker.LeaseAsync(),
            $"--Authentication:Issuers:province:Issuer={told["issuer"]}", $"--Authentication:Issuers:province:Metadata={told["issuer"]}/.well-known/openid-configuration",
            "--Authentication:Issuers:province:RoleClaim=rolle", "--Authentication:Issuers:province:AreaClaim=bezirk");

        (await StatusAsync(workflow, HttpMethod.Get, "/api/v1/cases", Audiences.Workflow)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(workflow, HttpMethod.Get, "/api/v1/cases", Audiences.Roster)).ShouldBe(HttpStatusCode.Unauthorized, "a token for another service");
        (await StatusAsync(workflow, HttpMethod.Post, $"/api/v1/cases/{Guid.Empty}/termination", Audiences.Workflow)).ShouldBe(HttpStatusCode.Forbidden);
        (await workflow.Client.ReadAsync("/cases")).Status.ShouldBe(HttpStatusCode.OK, "the suite's own tokens go on working");

        async Task<HttpStatusCode> StatusAsync(TestService service, HttpMethod method, string path, string audience)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", told["tokens"]![audience]!.ToString());
            using var answer = await service.Client.SendAsync(request);
            return answer.StatusCode;
        }
    }
}
