using System.Text.Json;
using System.Text.Json.Nodes;
using Mediation.Identity.Tests.Support;
using Mediation.Testing;

namespace Mediation.Identity.Tests;

/// <summary>A client library that was written elsewhere finds what the standard promises.</summary>
public sealed class OtherParties(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task Openid_client_discovers_signs_in_refreshes_revokes_and_gets_a_machines_token()
    {
        var id = await _identity.AddUserAsync("node.user");
        await NodeProgram.InstallAsync();
        var told = JsonNode.Parse(await NodeProgram.RunAsync("node", "flow.mjs", JsonSerializer.Serialize(new
        {
            issuer = _identity.Issuer, user = "node.user", password = RunningIdentity.Password,
            web = RunningIdentity.Web, redirect = RunningIdentity.WebRedirect, machine = RunningIdentity.Machine, secret = RunningIdentity.Secret,
        })))!;
        told["sub"]!.ToString().ShouldBe(id.ToString());
        told["info"]!.ToString().ShouldBe(id.ToString());
        told["rotated"]!.GetValue<bool>().ShouldBeTrue();
        told["afterRevocation"]!.ToString().ShouldBe("invalid_grant");
        Answer.Part(told["access"]!.ToString(), 1)["sub"]!.ToString().ShouldBe(id.ToString());
        foreach (var token in (string[])["machine", "basic"])
        {
            Answer.Part(told[token]!.ToString(), 1)["sub"]!.ToString().ShouldBe(RunningIdentity.Machine);
        }
    }
}
