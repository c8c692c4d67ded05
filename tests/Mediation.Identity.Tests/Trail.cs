using System.Net;
using Mediation.Identity.Tests.Support;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Npgsql;

namespace Mediation.Identity.Tests;

/// <summary>Who changed whose access, who looked at accounts, and who was refused.</summary>
public sealed class Trail(IdentityFixture fixture) : IClassFixture<IdentityFixture>
{
    private readonly RunningIdentity _identity = fixture.Identity;

    [Fact]
    public async Task What_an_administrator_does_and_sees_is_on_record()
    {
        var (admin, id) = await AdminAsync("trail.one");
        using var client = admin;
        var made = (await client.PostAsync("/users", new { name = "recorded", roles = (string[])["mediator"] })).Must(HttpStatusCode.Created).Id;
        (await client.PostAsync($"/users/{made}/roles", new { areas = (string[])["61"] }, "\"1\"")).Must(HttpStatusCode.OK);
        (await client.PostAsync($"/users/{made}/disablement", new { }, "\"1\"")).Must(HttpStatusCode.PreconditionFailed);
        (await client.ReadAsync($"/users/{made}")).Must(HttpStatusCode.OK);
        (await _identity.ScalarAsync<string>("select string_agg(action, ' ' order by seq) from audit_entries where subject = $1 and actor = $2", made, $"{id}"))
            .ShouldBe("account.created account.changed personalData.read");
    }

    [Fact]
    public async Task Refused_sign_ins_are_on_record_with_the_account_and_where_they_came_from()
    {
        var id = await _identity.AddUserAsync("attacked");
        using var browser = _identity.NewBrowser();
        using var refused = await browser.SignInAsync("attacked", "guess");
        await Eventually.HoldsAsync(
            async () => await _identity.ScalarAsync<long>(
                "select count(*) from audit_entries where subject = $1 and action = 'signIn.refused' and address = '127.0.0.1' and actor is null", id) == 1,
            "the entry");
    }

    [Fact]
    public async Task The_auditor_reads_it_here_as_in_every_service_and_the_chain_is_intact()
    {
        await _identity.AddUserAsync("trail.auditor", Contracts.Roles.Auditor);
        var (admin, _) = await AdminAsync("trail.two");
        using var administrator = admin;
        (await administrator.ReadAsync("/users")).Must(HttpStatusCode.OK);
        (await administrator.ReadAsync("/audit/identity")).Must(HttpStatusCode.Forbidden);
        using var auditor = await BearerAsync("trail.auditor");
        (await auditor.ReadAsync("/audit/identity?action=personalData.read")).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().ShouldNotBeEmpty();
        using var says = new StringWriter();
        (await _identity.App.VerifyAuditAsync(says, null)).ShouldBe(0);
        says.ToString().ShouldContain("chain intact");
    }

    [Theory]
    [InlineData("update audit_entries set actor = 'somebody'")]
    [InlineData("delete from audit_entries")]
    public async Task The_service_itself_cannot_mend_it(string sql) =>
        (await Should.ThrowAsync<PostgresException>(() => _identity.ScalarAsync<long>(sql))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

    private async Task<(HttpClient Client, Guid Id)> AdminAsync(string name)
    {
        var id = await _identity.AddUserAsync(name, Contracts.Roles.SystemAdmin);
        return (await BearerAsync(name), id);
    }

    private async Task<HttpClient> BearerAsync(string name)
    {
        using var browser = _identity.NewBrowser();
        var client = new HttpClient { BaseAddress = _identity.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await browser.SessionAsync(name))["access_token"]);
        return client;
    }
}
