using System.Net;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Workflow;
using Mediation.Reporting.Facts;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Each test has an area of its own.</summary>
public sealed class DefinitionsAndGroups(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string Spring = "from=2026-02-01&to=2026-04-30";

    [Fact]
    public async Task a_dispute_linked_as_duplicate_leaves_the_denominator_of_m03_but_not_of_m01()
    {
        const string area = "610981100";
        await RecordAsync(Accepted(NewId(), area: area), Accepted(NewId(), area: area) with { DuplicateOf = NewId() });
        var answer = await AskAsync("M03", area);
        answer.Long("denominator").ShouldBe(1);
        answer.GetProperty("excluded").Long("linkedAsDuplicate").ShouldBe(1);
        (await AskAsync("M01", area)).Long("numerator").ShouldBe(2);
    }

    [Fact]
    public async Task a_case_referred_before_any_session_leaves_m04_and_one_referred_after_a_session_stays()
    {
        const string area = "610981101";
        await RecordAsync(
            Closed(NewId(), "A", area: area), Closed(NewId(), "R", area: area), Closed(NewId(), "U", area: area),
            Closed(NewId(), "R", area: area) with { SessionsHeld = 0, JointSessionsHeld = 0, FirstJointSessionAt = null });
        var answer = await AskAsync("M04", area);
        answer.Long("numerator").ShouldBe(1);
        answer.Long("denominator").ShouldBe(3);
        answer.GetProperty("value").GetDecimal().ShouldBe(0.3333m);
        answer.GetProperty("percent").GetDecimal().ShouldBe(33.33m);
        answer.GetProperty("excluded").Long("transferredBeforeSession").ShouldBe(1);
    }

    [Fact]
    public async Task only_an_agreement_of_the_first_round_with_one_joint_session_is_a_first_mediation_success()
    {
        const string area = "610981102";
        await RecordAsync(
            Closed(NewId(), "A", area: area), Closed(NewId(), "A", area: area) with { Round = 2 },
            Closed(NewId(), "A", area: area) with { JointSessionsHeld = 2, SessionsHeld = 3 },
            Closed(NewId(), "A", area: area) with { JointSessionsHeld = 0, FirstJointSessionAt = null },
            Closed(NewId(), "G", area: area));
        var answer = await AskAsync("M05", area);
        answer.Long("numerator").ShouldBe(1);
        answer.Long("denominator").ShouldBe(4);
    }

    [Fact]
    public async Task days_are_those_of_shanghai_and_both_ends_count()
    {
        const string area = "610981103";
        await RecordAsync(
            Open(NewId(), "2026-03-01T00:00:00", area), Open(NewId(), "2026-03-31T23:59:59", area),
            Open(NewId(), "2026-02-28T23:59:59", area), Open(NewId(), "2026-04-01T00:00:00", area));
        (await reporting.GetAsync($"/api/v1/metrics/M01?area={area}&from=2026-03-01&to=2026-03-31")).Long("numerator").ShouldBe(2);
        (await reporting.GetAsync($"/api/v1/metrics/M01?area={area}&from=2026-02-28&to=2026-03-30")).Long("numerator").ShouldBe(2);
        var months = await AskAsync("M01", area, "month");
        months.Keys().ShouldBe(["2026-02", "2026-03", "2026-04"]);
        months.Group("2026-03").Long("numerator").ShouldBe(2);
        var quarters = await AskAsync("M01", area, "quarter");
        quarters.Keys().ShouldBe(["2026-Q1", "2026-Q2"]);
        quarters.Group("2026-Q1").Long("numerator").ShouldBe(3);
        (await AskAsync("M01", area, "year")).Group("2026").Long("numerator").ShouldBe(4);
    }

    [Fact]
    public async Task areas_below_are_all_listed_and_what_is_known_of_none_of_them_has_the_areas_own_code()
    {
        await RecordAsync(
            Closed(NewId(), "A", area: "330211001001"), Closed(NewId(), "U", area: "330211"),
            Open(NewId(), area: "330211001001015"), Open(NewId(), area: "330211777"));
        var answer = await AskAsync("M03", "330211", "area");
        answer.Long("denominator").ShouldBe(4);
        answer.GetProperty("zeroRows").GetBoolean().ShouldBeTrue();
        answer.Group("330211001").Long("denominator").ShouldBe(2);
        answer.Group("330211001").GetProperty("name").GetString().ShouldBe("招宝山街道");
        answer.Group("330211777").Long("denominator").ShouldBe(1);
        answer.Group("330211").Long("denominator").ShouldBe(1);
        var empty = answer.Group("330211002");
        empty.Long("denominator").ShouldBe(0);
        empty.GetProperty("value").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        empty.GetProperty("flags").Texts().ShouldBe(["emptyDenominator"]);
        (await AskAsync("M03", "330211001001", "area")).Group("330211001001015").Long("denominator").ShouldBe(1);
        (await AskAsync("M03", "all", "area")).Keys().ShouldBe(["33", "35", "61"]);
    }

    [Fact]
    public async Task types_are_grouped_by_either_list()
    {
        const string area = "610922";
        await RecordAsync(
            Open(NewId(), area: area), Open(NewId(), area: area) with { TypeCode = "0903" }, Open(NewId(), area: area) with { TypeCode = "0902" },
            Open(NewId(), area: area) with { TypeCode = "7777" });
        var types = await AskAsync("M01", area, "type");
        types.Keys().ShouldBe(["0901", "0902", "0903", "7777"]);
        types.GetProperty("zeroRows").GetBoolean().ShouldBeFalse();
        types.Group("0901").GetProperty("name").GetString().ShouldBe("土地承包经营");
        var justice = await AskAsync("M01", area, "justiceType");
        justice.Keys().ShouldBe(["03", "07", "none"]);
        justice.Group("07").Long("numerator").ShouldBe(2);
        justice.Group("07").GetProperty("name").GetString().ShouldBe("山林土地");
    }

    [Theory]
    [InlineData("610923")]
    [InlineData("610981105")]
    public async Task source_method_committee_and_outcome_group_in_counties_and_below(string area)
    {
        await RecordAsync(Closed(NewId(), "A", area: area), Open(NewId(), area: area) with { Source = "police", Method = "five-word" });
        await RecordAsync(Accepted(NewId(), area: area));
        (await AskAsync("M03", area, "source")).Group("police").Long("denominator").ShouldBe(1);
        (await AskAsync("M03", area, "method")).Keys().ShouldBe(["five-word", "none", "six-step"]);
        (await AskAsync("M03", area, "committee")).Group(Committee.ToString()).Long("denominator").ShouldBe(3);
        var outcomes = await AskAsync("M03", area, "outcome");
        outcomes.Group("A").Long("numerator").ShouldBe(1);
        outcomes.Group("none").Long("denominator").ShouldBe(2);
    }

    [Fact]
    public async Task an_answer_is_sent_again_only_when_a_figure_changed()
    {
        const string area = "610924";
        var path = new Uri($"/api/v1/metrics/M03?area={area}&{Spring}", UriKind.Relative);
        var tag = (await reporting.Client.GetAsync(path)).Headers.ETag!;
        (await AgainAsync()).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await RecordAsync(Open(NewId(), area: area));
        (await AgainAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);

        async Task<HttpResponseMessage> AgainAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.IfNoneMatch.Add(tag);
            return await reporting.Client.SendAsync(request);
        }
    }

    private Task<System.Text.Json.JsonElement> AskAsync(string metric, string area, string? groupBy = null) =>
        reporting.GetAsync($"/api/v1/metrics/{metric}?area={area}&{Spring}&groupBy={groupBy}");

    private Task RecordAsync(params IEnumerable<DisputeFactsChanged> facts) =>
        reporting.Facts.RecordAsync([.. facts.Select(f => FactRow.From(NewId(), f)!)]);

    private Task RecordAsync(params IEnumerable<CaseFactsChanged> facts) =>
        reporting.Facts.RecordAsync([.. facts.Select(f => FactRow.From(NewId(), f)!)]);
}
