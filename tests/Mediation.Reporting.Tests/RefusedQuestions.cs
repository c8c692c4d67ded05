namespace Mediation.Reporting.Tests;

public sealed class RefusedQuestions(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    [Theory]
    [InlineData("area=nowhere", "area", "unknown")]
    [InlineData("area=990000", "area", "unknown")]
    [InlineData("area=61%00", "area", "unknown")]
    [InlineData("from=2026-13-01", "from", "malformed")]
    [InlineData("from=2026-02-30", "from", "malformed")]
    [InlineData("to=yesterday", "to", "malformed")]
    [InlineData("from=0001-01-01&to=2026-01-01", "from", "outOfRange")]
    [InlineData("to=9999-12-31", "to", "outOfRange")]
    [InlineData("from=2026-02-01&to=2026-01-31", "from", "afterTo")]
    [InlineData("from=2026-01-01&from=2026-01-02&to=2026-02-01", "from", "repeated")]
    [InlineData("groupBy=mood", "groupBy", "unknown")]
    [InlineData("groupBy=area,month,type", "groupBy", "tooMany")]
    [InlineData("groupBy=month&from=1900-01-01", "from", "tooLong")]
    [InlineData("asOf=2999-01-01T00:00:00Z", "asOf", "inFuture")]
    [InlineData("asOf=2026-01-01T00:00:00", "asOf", "malformed")]
    [InlineData("asOf=2026-01-01", "asOf", "malformed")]
    [InlineData("asOf=0001-01-01T00:00:00%2B14:00", "asOf", "malformed")]
    [InlineData("form=2026-01-01", "form", "unknown")]
    public async Task a_wrong_parameter_is_named(string query, string field, string code)
    {
        var (status, problem) = await reporting.ProblemAsync($"/api/v1/metrics/M03?{query}");
        status.ShouldBe(400, problem.ToString());
        problem.GetProperty("code").GetString().ShouldBe("query.invalid");
        var error = problem.GetProperty("errors").EnumerateArray().First();
        error.GetProperty("field").GetString().ShouldBe(field);
        error.GetProperty("code").GetString().ShouldBe(code);
    }

    [Theory]
    [InlineData("M99")]
    [InlineData("m03")]
    [InlineData("M03%20")]
    public async Task an_unknown_metric_is_not_found(string metric)
    {
        var (status, problem) = await reporting.ProblemAsync($"/api/v1/metrics/{metric}");
        status.ShouldBe(404);
        problem.GetProperty("code").GetString().ShouldBe("metric.unknown");
    }

    [Theory]
    [InlineData("")]
    [InlineData("?asOf=0001-01-01T00:00:00Z&groupBy=month")]
    [InlineData("?asOf=2026-01-01T00:00:00+08:00")]
    [InlineData("?area=610981113000&groupBy=area")]
    [InlineData("?area=all&groupBy=year&from=1980-01-01&to=2029-12-31")]
    [InlineData("?area=")]
    public async Task what_can_be_answered_is_answered(string query) =>
        (await reporting.GetAsync($"/api/v1/metrics/M03{query}")).GetProperty("flags").Texts().ShouldBe(["emptyDenominator"]);

    [Fact]
    public async Task the_definitions_are_listed()
    {
        var items = (await reporting.GetAsync("/api/v1/metrics")).GetProperty("items").EnumerateArray().ToList();
        items.Select(i => i.GetProperty("metric").GetString()).ShouldBe(Enumerable.Range(1, 30).Select(n => $"M{n:00}"));
        items[3].GetProperty("excluded").Texts().ShouldBe(["transferredBeforeSession"]);
        items[0].GetProperty("kind").GetString().ShouldBe("count");
    }

    [Fact]
    public async Task the_period_is_the_year_to_date_unless_said_otherwise()
    {
        var answer = await reporting.GetAsync("/api/v1/metrics/M04?to=2025-05-20");
        answer.GetProperty("from").GetString().ShouldBe("2025-01-01");
        answer.GetProperty("area").GetString().ShouldBe("all");
        var today = Contracts.ChinaTime.DayOf(TimeProvider.System.GetUtcNow());
        (await reporting.GetAsync("/api/v1/metrics/M04")).GetProperty("to").GetString().ShouldBe($"{today:yyyy-MM-dd}");
    }
}
