using System.Net;
using Mediation.Contracts;
using Mediation.Reporting.History;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Mediation.EndToEnd.Tests;

/// <summary>Reporting's database is emptied; the services send their facts again, and every answer is what it was.</summary>
public sealed class FactsFromTheStreams(Suite suite) : IClassFixture<Suite>
{
    private const string Grid = "610981113202001";
    private const string Elsewhere = "330211001001";

    private static readonly string[] Groupings = ["", "area", "month", "type", "committee", "outcome", "mode", "team"];
    private static readonly DateOnly Today = ChinaTime.DayOf(TimeProvider.System.GetUtcNow());

    private readonly Story _story = new(suite.Client, suite.Caller);

    [Fact]
    public async Task bring_back_every_answer_also_as_of_then_while_work_goes_on()
    {
        var main = new TheMainJob(suite);
        await main.a_case_whose_one_side_is_unwilling_ends_with_u();
        await WorkBesidesAsync();
        var early = await QuietAsync();
        await main.a_boundary_quarrel_of_thirty_years_is_settled_in_six_hours();
        var late = await QuietAsync();
        var (then, asOf, now) = (await AnswersAsync(early), await AnswersAsync(late), await AnswersAsync(null));
        then.ShouldNotBe(asOf);
        now.Count(answer => answer.StartsWith(" {", StringComparison.Ordinal) && !answer.Contains("\"numerator\":0,", StringComparison.Ordinal))
            .ShouldBeGreaterThan(12, "there is something to bring back");

        await EmptyAsync();
        (await suite.Client.ReadAsync($"/metrics/M01?area={Story.Township}")).Body!["numerator"]!.GetValue<int>().ShouldBe(0);
        var leads = Enumerable.Range(0, 20).Select(_ => _story.CreatedAsync("/leads", new { areaCode = Elsewhere, text = "楼道堆物起争执" })).ToList();
        foreach (var service in new[] { suite.Workflow, suite.Intake, suite.Roster })
        {
            (await service.App.Services.GetRequiredService<ResendFacts>().RunAsync(resume: false)).ShouldNotBeNull().ShouldBeGreaterThan(0);
        }

        await Task.WhenAll(leads);
        await Eventually.Async(async () => (await AnswersAsync(null)).ShouldBe(now));
        (await AnswersAsync(late)).ShouldBe(asOf);
        (await AnswersAsync(early)).ShouldBe(then);
        await Eventually.Async(async () => (await LeadsAsync()).ShouldBe(leads.Count));
        await QuietAsync();
        (await LeadsAsync()).ShouldBe(leads.Count);
    }

    private async Task WorkBesidesAsync()
    {
        var lead = await _story.CreatedAsync("/leads", new { areaCode = Grid, text = "两家为田埂争吵" });
        await _story.OkAsync($"/leads/{lead.Id}/settlement", new { note = "当场握手言和" }, lead.ETag);
        await _story.OkAsync("/zero-reports/grids", new { villageCode = Grid[..12], gridCodes = new[] { Grid }, from = Today });
        await _story.OkAsync("/zero-reports", new { gridCode = Grid });
        var person = await _story.CreatedAsync("/persons", new { name = "薛秀兰", phone = "13812345678", areaCode = Grid[..12], sex = "female" });
        var team = await _story.CreatedAsync("/teams", new { name = "老何工作室", kind = "studio", areaCode = Story.Township });
        await _story.OkAsync($"/teams/{team.Id}/members", new { personId = person.Id, from = Today });
        await _story.CreatedAsync("/activities", new { kind = "lawTalk", areaCode = Grid[..12], day = Today, hours = 1.5, others = 20, title = "普法夜校" });
        await _story.CreatedAsync("/coverage/units", new { kind = "village", areaCode = Grid[..12] });
    }

    /// <summary>The instant after which nothing more came to reporting.</summary>
    private async Task<DateTimeOffset> QuietAsync()
    {
        var (known, looks) = (-1L, 0);
        while (looks < 10)
        {
            await using var command = suite.Reporting.Store.Database.CreateCommand("select count(*) from facts");
            var facts = (long)(await command.ExecuteScalarAsync())!;
            (looks, known) = (facts == known ? looks + 1 : 0, facts);
            await Task.Delay(100);
        }

        return TimeProvider.System.GetUtcNow();
    }

    /// <summary>Of every metric by every grouping that fits it, without the moment it was asked.</summary>
    private async Task<List<string>> AnswersAsync(DateTimeOffset? asOf)
    {
        var answers = new List<string>();
        foreach (var metric in Registry.All)
        {
            foreach (var by in Groupings.Where(by => by.Length == 0 || Grouping.Of(metric).Any(g => g.Name == by)))
            {
                var instant = asOf is { } at ? $"&asOf={at.UtcDateTime:O}" : "";
                var answer = await suite.Client.ReadAsync($"/metrics/{metric.Code}?area={Story.Township}&from={Today.Year}-01-01&to={Today.Year + 1}-12-31&groupBy={by}{instant}");
                answer.Status.ShouldBe(HttpStatusCode.OK, $"{metric.Code} by {by}: {answer.Body}");
                answer.Body!.AsObject().Remove("asOf");
                answers.Add($"{by} {answer.Body.ToJsonString()}");
            }
        }

        return answers;
    }

    private async Task<int> LeadsAsync() => (await suite.Client.ReadAsync($"/metrics/M02?area={Elsewhere}")).Body!["denominator"]!.GetValue<int>();

    private async Task EmptyAsync()
    {
        await using var owner = NpgsqlDataSource.Create(suite.Reporting.Database.OwnerConnectionString);
        string[] derived = [.. Grain.All.Select(grain => grain.Name), .. CellTable.All.Select(cells => cells.Name)];
        await using var command = owner.CreateCommand($"truncate facts, mt_inbox, {string.Join(", ", derived)}; {HistorySql.Forget}");
        await command.ExecuteNonQueryAsync();
    }
}
