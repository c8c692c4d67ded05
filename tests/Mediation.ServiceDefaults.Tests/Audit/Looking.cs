using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mediation.ServiceDefaults.Tests.Audit;

/// <summary>Who looked at personal data, and who was not let in, is on record.</summary>
public sealed class Looking(NotebookFixture fixture) : IClassFixture<NotebookFixture>
{
    private const string Secret = "张三的电话";

    private static readonly string Auditor = TokenOf("00000000-0000-4000-8000-0000000000aa", Roles.Auditor);

    [Fact]
    public async Task looks_of_two_persons_are_on_record_with_who_what_and_where()
    {
        var (book, line) = await WriteAsync();
        foreach (var (person, address) in new[] { ("anna", "10.1.2.3"), ("bai", "2001:db8::7") })
        {
            var read = await SendAsync($"/notebooks/{book}/lines/{line}", TokenOf(person, Roles.JudicialOfficer), address);
            (await TextOf(read)).ShouldBe(Secret);
        }

        var entries = await TrailAsync($"subject={book}");
        entries.Select(e => (e.Actor, e.ClientId, e.Action, e.Route, e.Subject, e.Reason, e.Address, e.Times)).ShouldBe(
        [
            ("anna", "tests", "personalData.read", "GET /notebooks/{id:guid}/lines/{line:guid}", book, null, "10.1.2.3", 1),
            ("bai", "tests", "personalData.read", "GET /notebooks/{id:guid}/lines/{line:guid}", book, null, "2001:db8::7", 1),
        ]);
        (await TrailAsync($"subject={book}&actor=bai")).ShouldHaveSingleItem();
        (await TrailAsync($"subject={book}&to={entries[1].At:O}".Replace("+", "%2B", StringComparison.Ordinal))).ShouldHaveSingleItem().Actor.ShouldBe("anna");
        (await TrailAsync($"subject={book}&after={entries[0].Seq}")).ShouldHaveSingleItem().Actor.ShouldBe("bai");
    }

    [Fact]
    public async Task pages_of_the_trail_hold_every_entry_once()
    {
        var (book, line) = await WriteAsync();
        for (var i = 0; i < 5; i++)
        {
            await SendAsync($"/notebooks/{book}/lines/{line}", TokenOf("chen", Roles.JudicialOfficer));
        }

        var seen = new List<long>();
        for (long? after = 0; after is not null;)
        {
            var page = await PageAsync($"subject={book}&limit=2&after={after}");
            seen.AddRange(page.Items.Select(e => e.Seq));
            after = page.Next;
        }

        seen.Count.ShouldBe(5);
        seen.ShouldBe(seen.Distinct().Order());
        (await SendAsync("/api/v1/audit/notebooks?limit=201", Auditor)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync("/api/v1/audit/notebooks?from=yesterday", Auditor)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task a_mediator_may_not_read_the_trail_and_the_attempt_is_in_it()
    {
        var refused = await SendAsync("/api/v1/audit/notebooks", TokenOf("deng", Roles.Mediator), "10.9.9.9");
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var entry = (await EventuallyAsync("actor=deng")).ShouldHaveSingleItem();
        (entry.Action, entry.Route, entry.Address, entry.Subject).ShouldBe(("access.roleRefused", "GET /api/v1/audit/notebooks", "10.9.9.9", null));
    }

    [Fact]
    public async Task forged_tokens_are_on_record_once_and_then_by_their_count()
    {
        var forged = $"{Auditor[..^8]}AAAAAAAA";
        for (var i = 0; i < 20; i++)
        {
            (await SendAsync("/api/v1/audit/notebooks", forged, "10.66.6.6")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var first = (await EventuallyAsync("action=access.refused")).ShouldHaveSingleItem();
        (first.Actor, first.Address, first.Times).ShouldBe((null, "10.66.6.6", 1));
        await fixture.Service.App.Services.GetRequiredService<RefusedAccess>().TellAsync();
        (await TrailAsync("action=access.refused")).Select(e => e.Times).ShouldBe([1, 19]);
    }

    [Fact]
    public async Task when_the_trail_cannot_be_written_nothing_is_shown()
    {
        await using var away = await NotebooksAsync();
        var (book, line) = await WriteAsync(away.Client);
        await AdministratorAsync(away.Database, "revoke insert on audit_entries from mediation_test");
        var refused = await away.Client.GetAsync($"/notebooks/{book}/lines/{line}");
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await refused.Content.ReadAsStringAsync()).ShouldSatisfyAllConditions(
            body => body.ShouldContain("audit.unavailable"), body => body.ShouldNotContain(Secret));
        // The refusals of that time are kept for later.
        await SendAsync("/api/v1/audit/notebooks", TokenOf("deng", Roles.Mediator), client: away.Client);
        await AdministratorAsync(away.Database, "grant insert on audit_entries to mediation_test");
        (await TextOf(await away.Client.GetAsync($"/notebooks/{book}/lines/{line}"))).ShouldBe(Secret);
        await away.App.Services.GetRequiredService<RefusedAccess>().TellAsync();
        (await ScalarAsync(away.Database, "select count(*) from audit_entries where actor = 'deng'")).ShouldBe(1);
    }

    [Fact]
    public async Task no_personal_data_is_in_the_trail_and_the_command_verifies_it()
    {
        var (book, line) = await WriteAsync();
        await SendAsync($"/notebooks/{book}/lines/{line}?name=张三", TokenOf("anna", Roles.JudicialOfficer));
        (await ScalarAsync(fixture.Service.Database, "select count(*) from audit_entries a where to_jsonb(a)::text ~ '张三|电话'")).ShouldBe(0);

        var says = new StringWriter();
        (await fixture.Service.App.VerifyAuditAsync(says, null)).ShouldBe(0);
        says.ToString().ShouldMatch("^audit: [0-9]+ entries, chain intact\n[0-9]+:[0-9a-f]{64}\n$");
        var cut = new StringWriter();
        (await fixture.Service.App.VerifyAuditAsync(cut, $"99999:{new string('0', 64)}")).ShouldBe(1);
        cut.ToString().ShouldStartWith("audit: broken at entry");
    }

    private static string TokenOf(string subject, string role) => TestIssuer.Token(subject, [role], [], ["61"]);

    private static async Task<TestService> NotebooksAsync() => await TestService.StartAsync(NotebookService.Build, await TestBroker.LeaseAsync());

    private async Task<(Guid Book, Guid Line)> WriteAsync(HttpClient? client = null)
    {
        client ??= fixture.Service.Client;
        var book = (await (await client.PostAsync("/notebooks", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var line = await client.PostAsJsonAsync($"/notebooks/{book}/lines", new { text = Secret });
        return (book, (await line.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("line").GetGuid());
    }

    private Task<HttpResponseMessage> SendAsync(string path, string token, string? address = null, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        return (client ?? fixture.Service.Client).SendAsync(request);
    }

    private static async Task<string?> TextOf(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("text").GetString();

    private async Task<AuditPage> PageAsync(string query)
    {
        var answer = await SendAsync($"/api/v1/audit/notebooks?{query}", Auditor);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return (await answer.Content.ReadFromJsonAsync<AuditPage>(ServiceJson.Options))!;
    }

    private async Task<IReadOnlyList<AuditRead>> TrailAsync(string query) => (await PageAsync(query)).Items;

    private async Task<IReadOnlyList<AuditRead>> EventuallyAsync(string query)
    {
        await Eventually.HoldsAsync(async () => (await TrailAsync(query)).Count > 0, "the entry");
        return await TrailAsync(query);
    }

    private static async Task AdministratorAsync(TestDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.AdministratorConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> ScalarAsync(TestDatabase database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database.AdministratorConnectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
