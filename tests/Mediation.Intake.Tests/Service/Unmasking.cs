using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Mediation.Intake.Tests.Service.IntakeFixture;

namespace Mediation.Intake.Tests.Service;

/// <summary>Who sees the parties' data masked, who in full, and what is put on record of it.</summary>
public sealed class Unmasking(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    private const string Area = "610981100004";

    private static readonly string Clerk = TestIssuer.Token("clerk", [Roles.IntakeClerk], [], [Area]);
    private static readonly string Officer = TestIssuer.Token("officer", [Roles.JudicialOfficer], [], ["610981"]);
    private static readonly string Elsewhere = TestIssuer.Token("elsewhere", [Roles.IntakeClerk], [], ["620000"]);
    private static readonly string Auditor = TestIssuer.Token("auditor", [Roles.Auditor], [], []);

    [Fact]
    public async Task with_a_reason_the_parties_are_shown_in_full_and_it_is_on_record()
    {
        var id = await RegisterAsync();
        using var answer = await UnmaskAsync(id, Clerk, """{"reason":"contactParty","text":"张三要求改约"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var party = (await JsonOf(answer))["parties"]![0]!;
        (party["name"]!.ToString(), party["phone"]!.ToString(), party["idNumber"]!.ToString(), party["address"]!.ToString())
            .ShouldBe(("张三", "13812345678", "11010519491231002X", "老城社区三组5号"));

        var entry = (await TrailAsync(id)).ShouldHaveSingleItem()!;
        (entry["actor"]!.ToString(), entry["action"]!.ToString(), entry["reason"]!.ToString(), entry["text"]!.ToString())
            .ShouldBe(("clerk", "personalData.unmasked", "contactParty", "张三要求改约"));
        (await CountAsync("audit_entries", "张三|1381234|改约")).ShouldBe(0);
        // To read somebody's reason in words is a look in its turn.
        (await TrailAsync(id)).Select(e => e!["actor"]!.ToString()).ShouldBe(["clerk", "auditor"]);
    }

    [Theory]
    [InlineData("""{}""", "reason:required")]
    [InlineData("""{"reason":null,"text":"because"}""", "reason:required")]
    [InlineData("""{"reason":"other"}""", "text:required")]
    [InlineData("""{"reason":"curiosity"}""", "reason:malformed")]
    public async Task without_a_reason_nothing_is_shown(string body, string fault)
    {
        var id = await RegisterAsync();
        using var answer = await UnmaskAsync(id, Clerk, body);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await JsonOf(answer))["errors"]!.AsArray().Select(e => $"{e!["field"]}:{e["code"]}").ShouldBe([fault]);
        (await TrailAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task an_answer_in_full_is_not_kept_under_an_idempotency_key()
    {
        var id = await RegisterAsync();
        var before = await CountAsync("mt_commands", ".");
        var key = intake.NewId();
        for (var i = 0; i < 2; i++)
        {
            (await UnmaskAsync(id, Clerk, """{"reason":"verifyIdentity"}""", key)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        (await CountAsync("mt_commands", ".")).ShouldBe(before);
        (await TrailAsync(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task a_judicial_officer_sees_masked_names_and_may_unmask_and_others_learn_nothing()
    {
        var id = await RegisterAsync();
        using var masked = await SendAsync(HttpMethod.Get, $"/api/v1/disputes/{id}", Officer);
        var officers = await JsonOf(masked);
        var parties = officers["parties"]!;
        parties.AsArray().Select(p => p!["name"]!.ToString()).ShouldBe(["张*", "李*"]);
        (parties[0]!["phone"]!.ToString(), parties[0]!["address"]!.ToString()).ShouldBe(("138****5678", "***"));
        using var named = await SendAsync(HttpMethod.Get, $"/api/v1/disputes/{id}", Clerk);
        var clerks = await JsonOf(named);
        clerks["parties"]![0]!["name"]!.ToString().ShouldBe("张三");
        (officers["place"]!.ToString(), officers["summary"]!.ToString()).ShouldBe(("***", "***"));
        using var full = await UnmaskAsync(id, Officer, """{"reason":"safety"}""");
        var unmasked = await JsonOf(full);
        unmasked["parties"]![1]!["name"]!.ToString().ShouldBe("李四");
        (unmasked["place"]!.ToString(), unmasked["summary"]!.ToString()).ShouldBe((clerks["place"]!.ToString(), clerks["summary"]!.ToString()));

        (await UnmaskAsync(id, Elsewhere, """{"reason":"safety"}""")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await UnmaskAsync(id, Auditor, """{"reason":"safety"}""")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await TrailAsync(id)).Select(e => $"{e!["actor"]} {e["action"]}")
            .ShouldBe(["officer personalData.read", "clerk personalData.read", "officer personalData.unmasked"]);
    }

    [Fact]
    public async Task the_same_version_again_shows_nothing_and_is_no_look()
    {
        var id = await RegisterAsync();
        var read = await intake.Client.ReadAsync($"/disputes/{id}");
        (await intake.Client.ReadAsync($"/disputes/{id}", read.ETag)).Must(HttpStatusCode.NotModified);
        (await TrailAsync(id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task after_an_erasure_the_same_version_is_shown_anew_without_names()
    {
        var id = await RegisterAsync();
        var read = await intake.Client.ReadAsync($"/disputes/{id}");
        await intake.Service.App.Services.GetRequiredService<Vault>().EraseAsync(id);
        var again = (await intake.Client.ReadAsync($"/disputes/{id}", read.ETag)).Must(HttpStatusCode.OK);
        (again.ETag, again.Body!["parties"]![0]!["name"]).ShouldBe((read.ETag, null));
    }

    [Fact]
    public async Task a_deed_outside_ones_area_is_on_record()
    {
        var body = System.Text.Json.JsonSerializer.Serialize(Body());
        (await SendAsync(HttpMethod.Post, "/api/v1/disputes", Elsewhere, body)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await Eventually.HoldsAsync(async () => await CountAsync("audit_entries", "access.scopeRefused") == 1, "the entry");
    }

    [Fact]
    public async Task the_trails_are_listed_for_the_auditor()
    {
        using var list = await SendAsync(HttpMethod.Get, "/api/v1/audit", Auditor);
        (await JsonOf(list))["items"]!.AsArray().Select(t => t!["path"]!.ToString()).ShouldBe(
            ["/api/v1/audit/intake", "/api/v1/audit/workflow", "/api/v1/audit/roster", "/api/v1/audit/reporting", "/api/v1/audit/identity"]);
        (await SendAsync(HttpMethod.Get, "/api/v1/audit", Clerk)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<Guid> RegisterAsync() => (await intake.Client.PostAsync("/disputes", Body())).Must(HttpStatusCode.Created).Id;

    private Task<HttpResponseMessage> UnmaskAsync(Guid id, string token, string body, Guid? key = null) =>
        SendAsync(HttpMethod.Post, $"/api/v1/disputes/{id}/unmasking", token, body, key);

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string token, string? body = null, Guid? key = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is { } value)
        {
            request.Headers.Add("Idempotency-Key", value.ToString());
        }

        return intake.Client.SendAsync(request);
    }

    private async Task<JsonArray> TrailAsync(Guid subject)
    {
        using var answer = await SendAsync(HttpMethod.Get, $"/api/v1/audit/intake?subject={subject}", Auditor);
        return (await JsonOf(answer))["items"]!.AsArray();
    }

    private static async Task<JsonNode> JsonOf(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

    private async Task<long> CountAsync(string table, string pattern)
    {
        await using var source = NpgsqlDataSource.Create(intake.Service.Database.AdministratorConnectionString);
        await using var command = source.CreateCommand($"select count(*) from {table} t where to_jsonb(t)::text ~ '{pattern}'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
