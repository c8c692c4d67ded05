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

    [Fact]
    public async Task publishes_figures_and_reads_them_as_they_were_frozen()
    {
        using var http = new HttpClient();
        using var client = await ClientAsync(http, "publishes");
        MetricQuestion[] questions = [Rate with { Area = null, GroupBy = "outcome" }, new MetricQuestion("M01")];
        var published = await client.PublishAsync("三月成功率", OwnIssuer.Area, questions);
        (published.Number[5..], published.Area, published.Revision).ShouldBe(("0001", OwnIssuer.Area, 1));
        (await client.ReviseAsync(published.Id, "复核")).Revision.ShouldBe(2);
        var first = await client.GetPublicationAsync(published.Id, 1);
        (first.Title, first.Revision, first.Answers.Count, first.Changes).ShouldBe(("三月成功率", 1, 2, null));
        (first.Answers[0].Numerator, first.Answers[0].Groups!.Count, first.Answers[0].From).ShouldBe((300, 2, Rate.From!.Value));
        var newest = await client.GetPublicationAsync(published.Id);
        newest.Changes!.ShouldBeEmpty();
        newest.Revisions.Select(r => (r.Revision, r.Reason)).ShouldBe([(1, null), (2, "复核")]);
        newest.Answers[0].AsOf.ShouldBeGreaterThan(first.Answers[0].AsOf);
        var listed = new List<PublicationEntry>();
        await foreach (var one in client.GetPublicationsAsync("6109"))
        {
            listed.Add(one);
        }

        listed.ShouldBe(
            [new PublicationEntry { Id = published.Id, Number = published.Number, Area = OwnIssuer.Area, Revision = 2, Title = "三月成功率" }]);
        var refused = await Should.ThrowAsync<MediationException>(
            () => client.PublishAsync("他处", OwnIssuer.Area, [Rate with { Area = "6109" }]));
        refused.Errors.Single().ShouldSatisfyAllConditions(e => e.Field.ShouldBe("questions[0].area"), e => e.Code.ShouldBe("outsideArea"));
    }

    [Fact]
    public async Task reads_official_sheets_heat_and_methods()
    {
        using var http = new HttpClient();
        using var client = await ClientAsync(http, "reads");
        var month = new SheetQuestion("S2", OwnIssuer.Area, new DateOnly(2026, 3, 31));
        var sheet = await client.GetSheetAsync(month);
        (sheet.State, sheet.ClosingId, sheet.Changes, sheet.Sheet.Month).ShouldBe(("open", null, null, "2026-03"));
        sheet.Missing.ShouldContain(area => area.Area.StartsWith(OwnIssuer.Area, StringComparison.Ordinal) && area.Name.Length > 0);
        (sheet.Sheet["cases", "disputes", "month"], sheet.Sheet["cases", "parties", "month"]).ShouldBe((OwnIssuer.Cases, (decimal?)null));
        Should.Throw<ArgumentException>(() => sheet.Sheet["cases", "disputes", "week"]);
        foreach (var code in (string[])["S1", "S3"])
        {
            (await client.GetSheetAsync(month with { Sheet = code })).Sheet.Sections.ShouldNotBeEmpty();
        }

        await using var file = await client.DownloadAsync(month, SheetFormat.Xlsx);
        file.Name.ShouldBe($"S2-{OwnIssuer.Area}-2026-03.xlsx");
        var unknown = await Should.ThrowAsync<MediationException>(() => client.GetClosedSheetAsync("S2", Guid.Empty, 1));
        unknown.Code.ShouldBe("sheetClosing.unknown");

        var heat = await client.GetHeatAsync(new HeatQuestion { Area = "610981", From = Rate.From, To = Rate.To });
        heat.Rows.Single(r => r.Area == OwnIssuer.Area).Counts.ShouldBe([OwnIssuer.Cases]);
        (heat.Metric, heat.Months.Single()).ShouldBe(("M01", "2026-03"));
        var methods = await client.GetEffectivenessAsync(
            new EffectivenessQuestion { Area = OwnIssuer.Area, From = Rate.From, To = Rate.To, ByType = true });
        (methods.GroupBy, methods.Cases).ShouldBe(("method,type", OwnIssuer.Cases));
        methods.Metrics.Select(m => m.Metric).ShouldContain("M04");
        methods.Methods.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => (m.Method, m.Type, m.Agreed).ShouldBe(("six-step", "0901", 300)), m => m.Mix!.Type.Single().Share.ShouldBe(1));
    }

    private async Task<MediationClient> ClientAsync(HttpClient http, string program, int tries = 6)
    {
        await suite.EnterAsync(program);
        return new MediationClient(http, Options(program) with { MostTries = tries });
    }

    private MediationClientOptions Options(string program) => new() { BaseAddress = suite.Address, ClientId = program, ClientSecret = OwnIssuer.Secret };
}
