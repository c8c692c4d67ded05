using System.Net;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Tests.Clocks;

[Collection(WorkflowSuite.Name)]
public sealed class ClocksOverHttp(WorkflowSuite suite)
{
    private static readonly DateTimeOffset LongAgo = TimeProvider.System.GetUtcNow().AddDays(-40);

    [Fact]
    public async Task Time_is_extended_by_both_sides_consent_and_stands_still_for_an_appraisal()
    {
        var file = await suite.OpenAsync();
        var today = ChinaTime.DayOf(file.Accepted.AcceptedAt);
        JsonElement Term(JsonElement read) => read.GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("code").GetString() == "people");
        var term = Term(await file.ReadAsync());
        (term.GetProperty("state").GetString(), term.GetProperty("lastDay").GetString()).ShouldBe(("running", $"{today.AddDays(30):O}"));

        var until = $"{today.AddDays(60):O}";
        object consents = new[] { new { partyId = file.PartyA, consentedOn = $"{today:O}" } };
        var refused = await file.TryAddAsync("clocks/people/extension", new { until, consents });
        (refused.Status, refused.Code, refused.Body.GetProperty("missing").ToString()).ShouldBe((HttpStatusCode.Conflict, "clock.consentsMissing", "[\"side:B\"]"));
        consents = new[] { file.PartyA, file.PartyB }.Select(p => new { partyId = p, consentedOn = $"{today:O}" });
        await file.AddAsync("clocks/people/extension", new { until, consents, reason = "等待评估" });

        await file.ChangeAsync("clocks/people/pause", new { reason = "委托鉴定" });
        var paused = Term(await file.ReadAsync());
        (paused.GetProperty("state").GetString(), paused.GetProperty("lastDay").GetString(), paused.GetProperty("extended").GetInt32()).ShouldBe(("paused", until, 1));
        await UntilListedAsync($"due={until}", file.Id, false);
        await file.ChangeAsync("clocks/people/resumption", new { });
        await UntilListedAsync($"due={until}", file.Id, true);
        (await file.TryAddAsync("clocks/nothing/extension", new { until, consents })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await file.TryAddAsync("clocks/people/extension", new { consents })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_round_whose_time_is_over_is_put_on_record_and_in_the_list_of_the_overdue()
    {
        var id = await OldCaseAsync();
        await WorkflowSuite.UntilAsync(async () =>
            (await suite.Client.GetStringAsync($"/api/v1/cases/{id}/history")).Contains("clock_ran_out", StringComparison.Ordinal) ? "there" : null);
        var item = await UntilListedAsync("due=overdue", id, true);
        (item.GetProperty("nextDue").GetProperty("clock").GetString(), item.GetProperty("nextDue").GetProperty("overdue").GetBoolean()).ShouldBe(("people", true));
        (await IdsAsync("due=today")).ShouldNotContain(id);
        (await IdsAsync("due=week")).ShouldNotContain(id);
    }

    [Fact]
    public async Task A_round_whose_last_day_is_near_is_listed_as_due_soon_and_marked_in_the_file()
    {
        var id = await OldCaseAsync(TimeProvider.System.GetUtcNow().AddDays(-28));
        var item = await UntilListedAsync("due=soon", id, true);
        (item.GetProperty("nextDue").GetProperty("near").GetBoolean(), item.GetProperty("nextDue").GetProperty("overdue").GetBoolean()).ShouldBe((true, false));
        (await IdsAsync("due=overdue")).ShouldNotContain(id);
        var clock = JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/cases/{id}")).GetProperty("clocks")[0];
        (clock.GetProperty("state").GetString(), clock.GetProperty("near").GetBoolean()).ShouldBe(("running", true));
        (await suite.Client.GetStringAsync($"/api/v1/cases/{id}/history")).ShouldContain("clock_came_near");
        var far = await OldCaseAsync(TimeProvider.System.GetUtcNow().AddDays(-2));
        await UntilListedAsync("status=waitingForMediator", far, true);
        (await IdsAsync("due=soon")).ShouldNotContain(far);
    }

    [Fact]
    public async Task Readiness_says_how_far_the_clocks_are()
    {
        var checks = JsonElement.Parse(await suite.Client.GetStringAsync("/health/ready")).GetProperty("checks");
        var clocks = checks.GetProperty("clocks");
        (clocks.GetProperty("status").GetString(), clocks.GetProperty("data").GetProperty("reader").GetBoolean()).ShouldBe(("Healthy", true));
    }

    [Fact]
    public async Task The_list_of_the_overdue_goes_on_page_after_page_without_gap_or_repeat()
    {
        var ids = new List<Guid>();
        for (var n = 0; n < 5; n++)
        {
            ids.Add(await OldCaseAsync());
        }

        foreach (var id in ids)
        {
            await UntilListedAsync("due=overdue", id, true);
        }

        List<Guid> seen = [];
        for (var after = ""; after is not null;)
        {
            var page = JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/cases?due=overdue&limit=2&after={after}"));
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid()));
            after = page.GetProperty("next").GetString();
        }

        seen.ShouldBeUnique();
        ids.ShouldBeSubsetOf(seen);
        foreach (var query in (string[])["due=later", "due=2026-13-01", "due=overdue&after=x", "due=overdue&after=1.2", $"due=overdue&after={ids[0]}"])
        {
            using var bad = await suite.Client.GetAsync($"/api/v1/cases?{query}");
            bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest, query);
        }
    }

    [Fact]
    public async Task A_mediator_who_says_nothing_is_passed_over_and_another_one_is_asked_for()
    {
        var id = Guid.CreateVersion7(LongAgo);
        await suite.Service.AppendAsync<Case>(id,
        [
            Facts.Opened() with { CaseId = id, AcceptedAt = LongAgo, OpenedAt = LongAgo }, Facts.Requested(),
            new MediatorProposed(Facts.Mediator, 1, ChinaTime.DayOf(LongAgo).AddDays(3), LongAgo),
        ]);
        (await suite.HearsAsync<MediatorWanted>(m => m.CaseId == id && m.Attempt == 2)).Excluded.ShouldBe([Facts.Mediator]);
        var file = JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/cases/{id}"));
        file.GetProperty("assignment").GetProperty("declined")[0].GetProperty("reason").GetString().ShouldBe("silence");
    }

    private async Task<Guid> OldCaseAsync(DateTimeOffset? since = null)
    {
        var at = since ?? LongAgo;
        var id = Guid.CreateVersion7(at);
        await suite.Service.AppendAsync<Case>(id, [Facts.Opened() with { CaseId = id, AcceptedAt = at, OpenedAt = at }]);
        return id;
    }

    private async Task<List<Guid>> IdsAsync(string query) =>
        [.. JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/cases?limit=200&{query}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetGuid())];

    private async Task<JsonElement> UntilListedAsync(string query, Guid id, bool listed) => (await WorkflowSuite.UntilAsync(async () =>
    {
        var page = JsonElement.Parse(await suite.Client.GetStringAsync($"/api/v1/cases?limit=200&{query}"));
        var found = page.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("id").GetGuid() == id).ToList();
        return found.Count > 0 == listed ? new Box(listed ? found[0] : page) : null;
    })).Element;

    private sealed record Box(JsonElement Element);
}
