using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Mediation.Contracts;

namespace Mediation.Workflow.Tests.Cases;

[Collection(WorkflowSuite.Name)]
public sealed class HttpConventions(WorkflowSuite suite)
{
    private static readonly string[] BadBodies =
    [
        "", "null", "[]", "{", "{\"unknown\":1}", "{\"by\":\"x\"}", "{\"kind\":7}", "{\"kind\":\"NOPE\"}", "{\"kind\":\"note\",\"text\":\"a\\u0000b\"}",
        "{\"kind\":\"note\",\"text\":\"\\ud800\"}", "{\"kind\":\"note\",\"text\":\"x\",\"occurredAt\":\"0001-01-01T00:00:00+14:00\"}",
        "{\"kind\":\"note\",\"text\":\"x\",\"occurredAt\":\"9999-12-31T23:59:59-14:00\"}", "{\"kind\":\"lawExplained\",\"provisions\":[null]}",
        "{\"startsAt\":\"0001-01-01T00:00:00Z\",\"place\":\"x\",\"panel\":\"custom\",\"participants\":[null]}",
        "{\"mode\":\"joint\",\"startedAt\":\"9999-12-31T00:00:00Z\",\"endedAt\":\"0001-01-01T00:00:00Z\"}",
        "{\"mode\":\"fieldMeasurement\",\"measurement\":{\"points\":[null]}}", "{\"mediatorId\":\"00000000\"}",
        "{\"form\":\"oral\",\"copies\":99999999999}", "{\"form\":\"written\",\"content\":\"x\",\"copies\":-1}",
        "{\"form\":\"written\",\"content\":\"x\",\"obligations\":[{\"amount\":1e300}]}", "{\"form\":\"written\",\"content\":\"x\",\"obligations\":[{\"dueOn\":\"9999-12-31\"}]}",
        "{\"reason\":\"" + new string('长', 30_000) + "\"}", "{\"signer\":\"party\",\"kind\":\"hand\",\"signedAt\":\"9999-12-31T23:59:59Z\"}",
    ];

    [Fact]
    public async Task No_body_makes_a_route_fail()
    {
        var file = await suite.OpenAsync();
        var session = (await CallAsync(file)).GetProperty("id").GetGuid();
        string[] routes =
        [
            $"cases/{file.Id}/steps/1/records", $"cases/{file.Id}/sessions", $"cases/{file.Id}/agreements", $"cases/{file.Id}/assignment",
            $"cases/{file.Id}/assignment/acceptance", $"cases/{file.Id}/assignment/refusal", $"cases/{file.Id}/termination",
            $"sessions/{session}/segments", $"sessions/{session}/segments/{session}/release", $"sessions/{session}/invitations",
            $"invitations/{session}/revocation", "invitations/exchange", "invitations/session/statement", "invitations/session/sign-off", $"agreements/{session}/signatures",
            $"agreements/{session}/wording", $"agreements/{session}/obligations/{session}/performances", $"agreements/{session}/confirmations",
            $"agreements/{session}/confirmations/{session}/ruling", "sync",
        ];
        foreach (var (route, body) in routes.SelectMany(route => BadBodies.Select(body => (route, body))))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{route}") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("If-Match", "\"4\"");
            using var response = await suite.Client.SendAsync(request);
            ((int)response.StatusCode).ShouldBeInRange(400, 499, $"{route} {body[..Math.Min(80, body.Length)]}");
            (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        }

        (await file.ReadAsync()).GetProperty("version").GetInt64().ShouldBe(4);
    }

    [Theory]
    [InlineData("cases/x", 400)]
    [InlineData("cases/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("cases/00000000-0000-0000-0000-000000000000/history", 404)]
    [InlineData("cases/00000000-0000-0000-0000-000000000000/sessions", 404)]
    [InlineData("sessions/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("agreements/00000000-0000-0000-0000-000000000000", 404)]
    [InlineData("agreements/00000000-0000-0000-0000-000000000000/lint", 404)]
    [InlineData("agreements/00000000-0000-0000-0000-000000000000/performance", 404)]
    [InlineData("agreements/00000000-0000-0000-0000-000000000000/performance?asOf=x", 400)]
    [InlineData("agreements/00000000-0000-0000-0000-000000000000/confirmation-check", 404)]
    [InlineData("cases?mediator=x", 400)]
    [InlineData("cases?status=7", 400)]
    [InlineData("cases?status=asleep", 400)]
    [InlineData("cases?area=61%25", 400)]
    [InlineData("cases?area=610", 400)]
    [InlineData("cases?limit=0", 400)]
    [InlineData("cases?limit=201", 400)]
    [InlineData("cases?limit=99999999999999999999", 400)]
    [InlineData("cases?after=%00", 400)]
    [InlineData("cases?mediator=&status=&area=&after=&limit=", 200)]
    public async Task A_bad_address_or_query_is_a_4xx(string path, int status) =>
        ((int)(await suite.Client.GetAsync($"/api/v1/{path}")).StatusCode).ShouldBe(status);

    [Fact]
    public async Task A_change_needs_the_current_version_and_the_first_of_two_wins()
    {
        var file = await suite.OpenAsync();
        var path = $"/api/v1/cases/{file.Id}/termination";
        (await Answer.PostAsync(suite.Client, path, new { reason = "G" })).Expect(HttpStatusCode.PreconditionRequired);
        var stale = await Answer.PostAsync(suite.Client, path, new { reason = "G" }, "\"3\"");
        stale.Expect(HttpStatusCode.PreconditionFailed);
        stale.Tag.ShouldBe("\"4\"");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Answer.PostAsync(suite.Client, path, new { reason = "G" }, "\"4\"")));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    [Fact]
    public async Task The_same_key_has_one_effect_and_one_answer()
    {
        var file = await suite.OpenAsync();
        var path = $"/api/v1/cases/{file.Id}/sessions";
        var body = new { startsAt = "2026-01-05T09:00:00+08:00", place = "调解室", panel = "custom", participants = new[] { new { role = "lawyer" } } };
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Answer.PostAsync(suite.Client, path, body, key: file.PartyA)));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        answers.Select(a => a.Body.ToString()).Distinct().Count().ShouldBe(1);
        (await suite.Client.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Records_of_many_at_once_all_stay_on_file()
    {
        var file = await suite.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => file.RecordAsync(1, new { kind = "note", text = $"第{i}条" })));
        var records = (await file.ReadAsync()).GetProperty("steps")[0].GetProperty("records").EnumerateArray();
        records.Select(r => r.GetProperty("text").GetString()).Distinct().Count().ShouldBe(20);
    }

    [Fact]
    public async Task What_belongs_to_no_case_is_unknown()
    {
        var body = new { startsAt = "2026-01-05T09:00:00+08:00", place = "调解室", panel = "custom", participants = new[] { new { role = "lawyer" } } };
        (await Answer.PostAsync(suite.Client, $"/api/v1/cases/{Guid.Empty}/sessions", body)).Code.ShouldBe("case.unknown");
        (await Answer.PostAsync(suite.Client, $"/api/v1/sessions/{Guid.Empty}/segments", new { })).Code.ShouldBe("session.unknown");
        (await Answer.PostAsync(suite.Client, $"/api/v1/agreements/{Guid.Empty}/signatures", new { })).Code.ShouldBe("agreement.unknown");
    }

    [Fact]
    public async Task A_session_that_has_not_changed_is_not_sent_again()
    {
        var session = (await CallAsync(await suite.OpenAsync())).GetProperty("id").GetGuid();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/sessions/{session}");
        request.Headers.TryAddWithoutValidation("If-None-Match", "\"1\"");
        (await suite.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Every_route_is_described()
    {
        var api = await suite.Client.GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        var operations = api.GetProperty("paths").EnumerateObject().Where(p => p.Name.StartsWith("/api/", StringComparison.Ordinal))
            .SelectMany(p => p.Value.EnumerateObject()).ToList();
        operations.Count.ShouldBe(AccessTable.Workflow.Count(rule => rule.Route.Contains(" /api/", StringComparison.Ordinal)));
        operations.ShouldAllBe(o => new[] { "operationId", "summary" }.All(member => o.Value.EnumerateObject().Any(p => p.Name == member)));
    }

    private static Task<JsonElement> CallAsync(TestCase file) => file.AddAsync("sessions", new
    {
        startsAt = "2026-01-05T09:00:00+08:00", place = "调解室", panel = "custom", participants = new[] { new { role = "lawyer" } },
    });
}
