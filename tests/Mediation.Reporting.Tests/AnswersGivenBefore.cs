using System.Text.Json;
using Mediation.Contracts;
using Npgsql;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>An answer holds until something changes that it may tell; that it was not made anew is seen by cells that nobody may change.</summary>
public sealed class AnswersGivenBefore(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string Area = Duanjiahe;

    [Fact]
    public async Task hold_until_a_fact_comes()
    {
        await reporting.RecordAsync(Accepted(NewId(), area: Area));
        var first = await AskAsync(Area);
        await TamperAsync("update disputes_cells set accepted_on_n = accepted_on_n + 5 where area = $1", Area);
        var again = await AskAsync(Area);
        (first.Long("numerator"), again.Long("numerator")).ShouldBe((1, 1));
        again.GetProperty("asOf").GetDateTimeOffset().ShouldBeGreaterThan(first.GetProperty("asOf").GetDateTimeOffset());

        await TamperAsync("update disputes_cells set accepted_on_n = accepted_on_n - 5 where area = $1", Area);
        await reporting.RecordAsync(Accepted(NewId(), area: Area));
        (await AskAsync(Area)).Long("numerator").ShouldBe(2);
    }

    [Theory]
    [InlineData("update code_lists set name = name || '（改）' where list = 'areas' and code = $1")]
    [InlineData("delete from code_lists where list = 'areas' and code = $1")]
    [InlineData("insert into code_lists select list, code, name || '（改）', date '2026-01-02', valid_to, columns from code_lists where list = 'areas' and code = $1")]
    public async Task hold_until_a_list_changes(string change)
    {
        var (first, same) = (await NamesAsync(), await NamesAsync());
        same.ShouldBe(first);
        var code = (await reporting.GetAsync("/api/v1/metrics/M01?area=610981&groupBy=area")).GetProperty("groups")[0].GetProperty("key").GetString()!;
        await TamperAsync(change, code);
        (await NamesAsync()).ShouldNotBe(first);
    }

    [Theory]
    [InlineData]
    [InlineData("610928")]
    [InlineData("33")]
    public async Task are_given_to_nobody_who_may_not_have_them(params string[] areas)
    {
        const string path = "/api/v1/metrics/M01?area=610981&groupBy=source";
        (await reporting.GetAsync(path)).GetProperty("metric").GetString().ShouldBe("M01");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", TestIssuer.Token($"{NewId()}", [Roles.BureauAnalyst], [], areas));
        ((int)(await reporting.Client.SendAsync(request)).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task are_the_same_for_all_who_ask_at_once_and_a_refusal_is_everybodys()
    {
        var path = new Uri("/api/v1/metrics/M03?area=610981&groupBy=type,month&from=2020-01-01&to=2026-12-31", UriKind.Relative);
        var tags = await Task.WhenAll(Enumerable.Range(0, 24).Select(async _ => (await reporting.Client.GetAsync(path)).Headers.ETag!.Tag));
        tags.Distinct().ShouldHaveSingleItem();

        var nowhere = new Uri("/api/v1/metrics/M03?area=990000", UriKind.Relative);
        var refused = await Task.WhenAll(Enumerable.Range(0, 24).Select(async _ => (int)(await reporting.Client.GetAsync(nowhere)).StatusCode));
        refused.ShouldAllBe(status => status == 400);
    }

    [Fact]
    public async Task are_not_those_of_another_question()
    {
        string[] questions =
        [
            "area=610981", "area=6109", "area=610981&groupBy=type", "area=610981&groupBy=month", "area=610981&from=2026-02-01", "area=610981&to=2026-06-30",
            "area=610981&compare=year", "area=610981&compare=previous", "area=610981&asOf=2026-03-01T00:00:00Z",
        ];
        var answers = new HashSet<string>();
        foreach (var question in questions.Concat(questions))
        {
            var answer = await reporting.Client.GetAsync(new Uri($"/api/v1/metrics/M01?{question}", UriKind.Relative));
            answers.Add(answer.Headers.ETag!.Tag);
        }

        answers.Count.ShouldBe(questions.Length);
    }

    private Task<JsonElement> AskAsync(string area) => reporting.GetAsync($"/api/v1/metrics/M01?area={area}&from=2026-01-01&to=2026-12-31");

    private async Task<string> NamesAsync() => string.Join(
        ';', (await reporting.GetAsync("/api/v1/metrics/M01?area=610981&groupBy=area")).GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("name").ToString()));

    private async Task TamperAsync(string sql, string area)
    {
        await using var source = NpgsqlDataSource.Create(reporting.Service.Database.OwnerConnectionString);
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = area });
        await command.ExecuteNonQueryAsync();
    }
}
