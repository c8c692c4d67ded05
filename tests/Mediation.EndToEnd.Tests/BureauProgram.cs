using System.Net;
using Mediation.Client;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>The typed client package against the real gateway, with a token of its own.</summary>
public sealed class BureauProgram(OwnIssuer suite) : IClassFixture<OwnIssuer>
{
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(10);
    private static readonly MetricQuestion Rate = new("M03") { Area = OwnIssuer.Area, From = new DateOnly(2026, 3, 1), To = new DateOnly(2026, 3, 31) };

    [Fact]
    public async Task pulls_the_rate_with_its_definition_and_follows_the_pages_of_the_cases_behind_it()
    {
        using var http = new HttpClient();
        using var client = await ClientAsync(http, "pulls");
        var answer = await client.GetMetricAsync(Rate);
        (answer.Numerator, answer.Denominator, answer.Percent).ShouldBe((300, OwnIssuer.Cases, 66.67m));
        (answer.DefinitionVersion, answer.Name.Zh, answer.Cohort).ShouldBe((1, "调解成功率（受理口径）", "acceptedAt"));
        (await client.GetMetricAsync(Rate)).ShouldBeSameAs(answer, "nothing changed, so nothing is sent");
        (await client.GetDefinitionsAsync()).Single(d => d.Metric == answer.Metric).DefinitionVersion.ShouldBe(answer.DefinitionVersion);

        var cases = new List<CountedCase>();
        await foreach (var one in client.GetCasesAsync(Rate, CountedPart.Denominator))
        {
            cases.Add(one);
        }

        cases.Select(c => c.Id).Distinct().Count().ShouldBe(OwnIssuer.Cases);
        cases.ShouldAllBe(c => c.CaseNumber!.Contains("第**", StringComparison.Ordinal) && c.Area == OwnIssuer.Area);
        (await client.GetMetricAsync(Rate with { GroupBy = "outcome", Compare = "previous" })).Groups!.Select(g => (g.Key, g.Numerator, g.Comparison!.Denominator))
            .ShouldBe([("A", 300, 0), ("U", 0, 0)]);
    }

    [Fact]
    public async Task gets_several_answers_and_the_code_of_what_is_refused()
    {
        using var http = new HttpClient();
        using var client = await ClientAsync(http, "several");
        var outcomes = await client.QueryAsync([Rate, Rate with { Area = "33" }, Rate with { GroupBy = "mode" }]);
        outcomes[0].Answer!.Numerator.ShouldBe(300);
        (outcomes[1].Refusal!.Status, outcomes[1].Refusal!.Code).ShouldBe((HttpStatusCode.NotFound, "area.unknown"));
        (outcomes[2].Refusal!.Code, outcomes[2].Refusal!.Errors.Single().Field).ShouldBe(("query.invalid", "groupBy"));
        (await Should.ThrowAsync<MediationException>(() => client.GetMetricAsync(Rate with { Area = "33" }))).Code.ShouldBe("area.unknown");
        using var stranger = new MediationClient(http, Options("nobody"));
        (await Should.ThrowAsync<MediationException>(() => stranger.GetMetricAsync(Rate))).Code.ShouldBe("token.invalid_client");
    }

    [Theory]
    [InlineData(ExportFormat.Csv, "text/csv", ".csv")]
    [InlineData(ExportFormat.Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx")]
    public async Task downloads_an_answer(ExportFormat format, string type, string extension)
    {
        using var http = new HttpClient();
        using var client = await ClientAsync(http, $"downloads{extension}");
        await using var file = await client.DownloadAsync(Rate, format);
        (file.MediaType, file.Name).ShouldBe((type, $"M03_{OwnIssuer.Area}_20260301-20260331{extension}"));
        using var content = new MemoryStream();
        await file.Content.CopyToAsync(content);
        content.Length.ShouldBeGreaterThan(200);
    }

    [Fact]
    public async Task waits_as_long_as_it_is_told_to_and_is_never_refused()
    {
        using var http = new HttpClient();
        using var client = await ClientAsync(http, "waits", tries: 20);
        var answers = await Task.WhenAll(Enumerable.Range(1, 60).Select(day => client.GetMetricAsync(Rate with { From = new DateOnly(2026, 1, 1).AddDays(day) })));
        answers.ShouldAllBe(a => a.Metric == "M03");
        using var hasty = new MediationClient(http, Options("waits") with { MostTries = 1 });
        await Should.ThrowAsync<MediationException>(() => Task.WhenAll(Enumerable.Range(1, 60).Select(day => hasty.GetMetricAsync(Rate with { To = new DateOnly(2026, 4, 1).AddDays(day) }))));
    }

    [Fact]
    public async Task makes_a_link_that_a_scheduler_pulls_from_until_its_rights_change()
    {
        using var http = new HttpClient();
        using var client = await ClientAsync(http, "links");
        var made = await client.MakeLinkAsync(Rate.ToPath(ExportFormat.Csv), TimeProvider.System.GetUtcNow().AddDays(30));
        var url = new Uri(suite.Address, made.Url);
        (await http.GetStringAsync(url)).ShouldContain(",300,450,");
        (await http.GetAsync(new Uri(url + "&area=61"))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var links = new List<ExportLink>();
        await foreach (var link in client.GetLinksAsync())
        {
            links.Add(link);
        }

        links.ShouldHaveSingleItem().Url.ShouldBe(made.Url);

        await suite.EnterAsync("links");
        await Eventually.HoldsAsync(async () => (await http.GetAsync(url)).StatusCode == HttpStatusCode.Forbidden, "the link to end", InTime);
        (await client.GetMetricAsync(Rate)).Numerator.ShouldBe(300, "the program itself fetches another token");
        var again = await client.MakeLinkAsync(made.Question, made.ExpiresAt);
        await client.RevokeLinkAsync(again.Id);
        (await http.GetAsync(new Uri(suite.Address, again.Url))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private async Task<MediationClient> ClientAsync(HttpClient http, string program, int tries = 6)
    {
        await suite.EnterAsync(program);
        return new MediationClient(http, Options(program) with { MostTries = tries });
    }

    private MediationClientOptions Options(string program) => new() { BaseAddress = suite.Address, ClientId = program, ClientSecret = OwnIssuer.Secret };
}
