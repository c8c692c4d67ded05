using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Workflow;
using Mediation.Reporting.Facts;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Over HTTP: what is no plain share of disputes. Each test has an area of its own.</summary>
public sealed class KindsOfFigures(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string March = "from=2026-03-01&to=2026-03-31";

    [Fact]
    public async Task days_to_close_have_mean_median_and_p90_net_of_pauses()
    {
        const string area = "610981106";
        await RecordAsync(
            Closed(NewId(), "A", "2026-03-07T10:00:00", area: area), Closed(NewId(), "U", "2026-03-10T10:00:00", area: area),
            Closed(NewId(), "A", "2026-03-25T10:00:00", area: area) with { PauseDays = 4 });
        var answer = await AskAsync("M18", area);
        answer.GetProperty("value").GetDecimal().ShouldBe(7.67m);
        answer.GetProperty("measures").GetProperty("median").GetDecimal().ShouldBe(5m);
        answer.GetProperty("measures").GetProperty("p90").GetDecimal().ShouldBe(16m);
        (await AskAsync("M18", area, "&groupBy=outcome")).Group("A").GetProperty("measures").GetProperty("median").GetDecimal().ShouldBe(9m);
    }

    [Fact]
    public async Task amounts_are_exact_and_money_performed_is_no_number_of_items()
    {
        const string area = "610981107";
        var (one, other) = (NewId(), NewId());
        await RecordAsync(Closed(one, "A", area: area) with { Amount = 0.1m }, Closed(other, "A", area: area) with { Amount = 0.2m });
        await RecordAsync(new AgreementFactsChanged(
            NewId(), 1, one, "written", China("2026-03-20T15:00:00"),
            [new(NewId(), new(2026, 3, 22), 1000m, 250.5m, false), new(NewId(), new(2026, 3, 23), null, null, true), new(NewId(), new(2999, 1, 1), 9m, 0, false)], true, null, null));
        var amount = await AskAsync("M19", area);
        amount.GetProperty("numerator").GetDecimal().ShouldBe(0.3m);
        amount.GetProperty("value").GetDecimal().ShouldBe(0.15m);
        (await AskAsync("M07", area)).GetProperty("percent").GetDecimal().ShouldBe(50m);
        var money = await AskAsync("M08", area);
        money.GetProperty("percent").GetDecimal().ShouldBe(25.05m);
        money.GetProperty("excluded").Long("withoutAmount").ShouldBe(1);
        // What is due after today is not due.
        (await reporting.GetAsync($"/api/v1/metrics/M07?area={area}&from=2960-01-01&to=2999-12-31")).Long("denominator").ShouldBe(0);
    }

    [Fact]
    public async Task people_are_of_the_kind_asked_for_or_flagged()
    {
        const string area = "610922";
        await RecordAsync(Open(NewId(), area: area), Open(NewId(), area: area));
        var answer = await AskAsync("M22", area);
        answer.GetProperty("value").GetDecimal().ShouldBe(0.1124m);
        answer.GetProperty("populationKind").GetString().ShouldBe("registered");
        answer.GetProperty("measures").GetProperty("perThousandHouseholds").GetDecimal().ShouldBe(0.0323m);
        var resident = await AskAsync("M22", area, "&populationKind=resident");
        resident.GetProperty("flags").Texts().ShouldContain("populationKindDiffers");
        (await AskAsync("M22", "610981108")).GetProperty("flags").Texts().ShouldBe(["emptyDenominator"]);
    }

    [Fact]
    public async Task a_grid_reports_once_a_day_with_leads_and_zero_reports()
    {
        const string village = "610981100004";
        const string grid = village + "031";
        await RecordAsync(new ZeroReportFactsChanged(NewId(), 1, grid, new(2026, 3, 2), China("2026-03-02T18:00:00"), false));
        await RecordAsync(new LeadFactsChanged(NewId(), 1, "open", grid, null, "proactive", China("2026-03-02T19:00:00"), null));
        var answer = await AskAsync("M24", village);
        answer.Long("numerator").ShouldBe(1);
        answer.Long("denominator").ShouldBe(30);
        (await AskAsync("M02", village)).Long("denominator").ShouldBe(1);
    }

    [Fact]
    public async Task different_disputes_are_counted_and_do_not_add_up()
    {
        const string area = "610981109";
        var (person, one, other) = (NewId(), NewId(), NewId());
        await RecordAsync(Open(one, area: area), Open(other, area: area));
        await RecordAsync(Session(one, person, "2026-03-06T09:00:00"), Session(one, person, "2026-03-07T09:00:00"), Session(other, person, "2026-03-08T09:00:00"));
        (await AskAsync("M20", area, "&groupBy=person")).Group($"{person}").Long("numerator").ShouldBe(2);
        (await AskAsync("M20", area)).Long("numerator").ShouldBe(2);
        var sessions = await AskAsync("M28", area, "&groupBy=mode");
        sessions.Long("numerator").ShouldBe(3);
        sessions.Group("joint").Long("numerator").ShouldBe(3);
        sessions.Group("joint").GetProperty("measures").GetProperty("hours").GetDecimal().ShouldBe(4.5m);
    }

    [Fact]
    public async Task two_groupings_give_each_pair_with_zero_rows_where_groups_are_known()
    {
        const string area = "610923";
        await RecordAsync(Open(NewId(), area: area), Open(NewId(), "2026-02-05T09:00:00", area) with { TypeCode = "0201" });
        var answer = await reporting.GetAsync($"/api/v1/metrics/M01?area={area}&from=2026-02-01&to=2026-03-31&groupBy=type,month");
        answer.GetProperty("groups").EnumerateArray().Select(g => $"{g.GetProperty("key")} {g.GetProperty("key2")} {g.GetProperty("numerator")}")
            .ShouldBe(["0201 2026-02 1", "0201 2026-03 0", "0901 2026-02 0", "0901 2026-03 1"]);
    }

    [Fact]
    public async Task a_month_is_compared_with_the_one_before()
    {
        const string area = "610924";
        await RecordAsync(Open(NewId(), area: area), Open(NewId(), area: area), Open(NewId(), area: area), Open(NewId(), "2026-02-05T09:00:00", area));
        var comparison = (await AskAsync("M01", area, "&compare=previous")).GetProperty("comparison");
        comparison.GetProperty("from").GetString().ShouldBe("2026-02-01");
        comparison.GetProperty("change").GetDecimal().ShouldBe(2m);
        var (status, problem) = await reporting.ProblemAsync($"/api/v1/metrics/M21?area={area}");
        (status, problem.GetProperty("code").GetString()).ShouldBe((400, "metric.isComparison"));
    }

    [Fact]
    public async Task the_cases_behind_a_count_have_masked_numbers_and_pages()
    {
        const string area = "610981110";
        await RecordAsync(Enumerable.Range(1, 3).Select(n => Closed(NewId(), n == 3 ? "U" : "A", area: area) with { CaseNumber = $"（2026）段人调字第00{n}4号" }));
        var first = await reporting.GetAsync($"/api/v1/metrics/M04/cases?area={area}&{March}&limit=1");
        var second = await reporting.GetAsync($"/api/v1/metrics/M04/cases?area={area}&{March}&limit=1&after={first.GetProperty("next").GetString()}");
        first.GetProperty("items")[0].GetProperty("caseNumber").GetString().ShouldBe("（2026）段人调字第**14号");
        second.GetProperty("items")[0].GetProperty("caseNumber").GetString().ShouldBe("（2026）段人调字第**24号");
        second.GetProperty("next").ValueKind.ShouldBe(JsonValueKind.Null);
        (await reporting.GetAsync($"/api/v1/metrics/M04/cases?area={area}&{March}&part=denominator")).GetProperty("items").GetArrayLength().ShouldBe(3);
        (await reporting.GetAsync($"/api/v1/metrics/M04/cases?area={area}&{March}&part=denominator&groupBy=outcome&key=U")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task a_batch_answers_what_it_can_and_says_what_it_cannot()
    {
        var answer = await reporting.Client.PostAsJsonAsync("/api/v1/metrics/query", new
        {
            items = new object[] { new { metric = "M01", area = "610981111" }, new { metric = "M99" }, new { metric = "M03", from = "2026-02-01", to = "2026-01-01" } },
        });
        var items = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().ToList();
        items[0].GetProperty("answer").Long("numerator").ShouldBe(0);
        items[1].GetProperty("problem").GetProperty("code").GetString().ShouldBe("metric.unknown");
        items[2].GetProperty("problem").GetProperty("errors")[0].GetProperty("code").GetString().ShouldBe("afterTo");
    }

    [Fact]
    public async Task an_outsider_is_shown_the_area_above_without_its_small_cells()
    {
        await RecordAsync(Enumerable.Range(0, 6).Select(_ => Open(NewId(), area: "350702")).Append(Open(NewId(), area: "350703")).Append(Open(NewId(), area: "350721")));
        var answer = await AsCountyAsync($"/api/v1/metrics/M01?area=3507&{March}&groupBy=area&asOutsider=true");
        answer.Long("numerator").ShouldBe(8);
        answer.Group("350721").Long("numerator").ShouldBe(1);
        answer.Group("350703").GetProperty("numerator").ValueKind.ShouldBe(JsonValueKind.Null);
        answer.Group("350702").GetProperty("flags").Texts().ShouldBe(["suppressed"]);
        // Who does not ask as an outsider, and who asks about the neighbours, is told of no such area.
        (await AsCountyAsync($"/api/v1/metrics/M01?area=3507&{March}")).GetProperty("code").GetString().ShouldBe("area.unknown");
        (await AsCountyAsync("/api/v1/metrics/M01?area=350702&asOutsider=true")).GetProperty("code").GetString().ShouldBe("area.unknown");
        (await AsCountyAsync("/api/v1/metrics/M01/cases?area=3507&asOutsider=true")).GetProperty("code").GetString().ShouldBe("area.unknown");
    }

    private async Task<JsonElement> AsCountyAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.Token($"{NewId()}", [Roles.BureauAnalyst], [], ["350721"]));
        return await (await reporting.Client.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>();
    }

    [Fact]
    public async Task members_of_a_later_release_are_kept_with_the_fact()
    {
        var id = NewId();
        var message = System.Text.Json.Nodes.JsonNode.Parse(JsonSerializer.Serialize(Open(id, area: "610981112"), ServiceDefaults.MessageJson.Options))!.AsObject();
        message["addedLater"] = new System.Text.Json.Nodes.JsonObject { ["x"] = 1 };
        await reporting.Facts.RecordAsync([FactRow.From(NewId(), Open(id, area: "610981112"), JsonSerializer.SerializeToElement(message))!]);
        await using var command = reporting.Store.Database.CreateCommand($"select data #>> '{{addedLater,x}}' from facts where id = '{id}'");
        (await command.ExecuteScalarAsync()).ShouldBe("1");
    }

    private static SessionFactsChanged Session(Guid id, Guid person, string at) => new(
        NewId(), 1, id, China(at), China(at).AddHours(2), 3, 2, [new(NewId(), "joint", 90)], [person], [], [], []);

    private Task<JsonElement> AskAsync(string metric, string area, string more = "") => reporting.GetAsync($"/api/v1/metrics/{metric}?area={area}&{March}{more}");

    private Task RecordAsync<T>(params IEnumerable<T> facts) where T : class => reporting.Facts.RecordAsync([.. facts.Select(f => FactRow.From(NewId(), f)!)]);
}
