using Mediation.Contracts;
using Mediation.Identity.Tests.Support;
using Mediation.Testing;

namespace Mediation.Identity.Tests;

/// <summary>Accounts have no place: whoever keeps them keeps all of them, and nobody else sees one.</summary>
public sealed class WhoMayWhat
{
    [Fact]
    public async Task Answers_are_what_the_access_table_says()
    {
        await using var identity = await RunningIdentity.StartAsync(
            $"--Authentication:Issuers:other:Issuer={TestIssuer.Issuer}", $"--Authentication:Issuers:other:Jwks={TestIssuer.JwksFile}");
        var users = new Dictionary<Place, Guid>();
        foreach (var place in Enum.GetValues<Place>())
        {
            var (unit, area) = (AccessMatrix.UnitOf(place).ToString(), AccessMatrix.AreaOf(place));
            users[place] = await identity.AddUserAsync($"user{(int)place}", "mediator", "--unit", unit, "--area", area);
        }

        (await AccessMatrix.DifferencesAsync(identity.Address, AccessTable.Identity, (route, place) => Ask(route, users[place]))).ShouldBeEmpty();
    }

    private static Asked Ask(string route, Guid user) => route switch
    {
        "GET /api/v1/users" => new("/api/v1/users?limit=200", Listed: user.ToString()),
        "POST /api/v1/users" => new("/api/v1/users", new { name = "", roles = Array.Empty<string>() }, Makes: true),
        "GET /api/v1/users/{id}" => new($"/api/v1/users/{user}"),
        "POST /api/v1/users/{id}/roles" => new($"/api/v1/users/{user}/roles", new { roles = (string[])["mediator"] }),
        "POST /api/v1/users/{id}/disablement" => new($"/api/v1/users/{user}/disablement", new { }),
        "POST /api/v1/users/{id}/enablement" => new($"/api/v1/users/{user}/enablement", new { }),
        "POST /api/v1/users/{id}/password-reset" => new($"/api/v1/users/{user}/password-reset", new { }),
        "POST /api/v1/clients/{id}/revocation" => new("/api/v1/clients/nobody/revocation", new { }, Stricter: true),
        "GET /api/v1/audit/identity" => new("/api/v1/audit/identity"),
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, "Say how to ask for it."),
    };
}
