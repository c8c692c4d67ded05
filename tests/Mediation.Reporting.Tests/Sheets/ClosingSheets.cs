using System.Net;
using System.Text;
using Mediation.Contracts.Intake;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Sheets;

/// <summary>Over HTTP: who may close when, and what stays.</summary>
public sealed class ClosingSheets(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string Month = "2026-03";

    [Fact]
    public async Task a_parent_waits_for_every_child_then_one_of_two_closes_and_the_figures_stay()
    {
        const string township = "330211005";
        await reporting.RecordAsync(Lead("330211005001"), Lead(township));
        var villages = await MissingAsync("S1", township);
        villages.Count.ShouldBe(8);
        var refused = await CloseAsync("S1", township);
        (refused.Must(HttpStatusCode.Conflict).Code, refused.Body!["missing"]!.AsArray().Count).ShouldBe(("sheet.childrenOpen", 8));

        // Seven of them are sheets of zeros.
        foreach (var village in villages.Skip(1))
        {
            (await CloseAsync("S1", village)).Must(HttpStatusCode.Created);
        }

        (await MissingAsync("S1", township)).ShouldBe(["330211005001"]);
        (await CloseAsync("S1", township)).Body!["missing"]!.AsArray().Select(m => m!.ToString()).ShouldBe(["330211005001"]);
        (await CloseAsync("S1", "330211005001")).Must(HttpStatusCode.Created);
        (await MissingAsync("S2", township)).Count.ShouldBe(8);
        (await MissingAsync("S1", township, "2026-02")).Count.ShouldBe(8);

        var both = await Task.WhenAll(CloseAsync("S1", township), CloseAsync("S1", township));
        both.Select(b => b.Status).Order().ShouldBe([HttpStatusCode.Created, HttpStatusCode.Conflict]);
        both.Single(b => b.Status == HttpStatusCode.Conflict).Code.ShouldBe("resource.exists");
        (await MissingAsync("S1", "330211")).ShouldNotContain(township);

        await reporting.RecordAsync(Lead(township));
        var path = $"/api/v1/sheets/S1?area={township}&month={Month}";
        var closed = await reporting.GetAsync(path);
        closed.GetProperty("state").GetString().ShouldBe("closed");
        closed.GetProperty("sheet").GetRawText().ShouldBe(
            (await reporting.GetAsync($"{both.Single(b => b.Location is not null).Location}")).GetProperty("sheet").GetRawText());
        closed.Cell("types", "all", "found").ShouldBe(2);
        await CorrectAsync(path, closed.GetProperty("closingId").GetGuid());
    }

    [Fact]
    public async Task a_month_is_closed_when_it_is_over()
    {
        var month = $"{Contracts.ChinaTime.DayOf(TimeProvider.System.GetUtcNow()):yyyy-MM}";
        (await CloseAsync("S3", "330211100002", month)).Must(HttpStatusCode.Conflict).Code.ShouldBe("sheet.monthNotOver");
        (await CloseAsync("S3", "330211100002", "2999-01")).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["month:inFuture"]);
    }

    [Theory]
    [InlineData("S4", "?area=330211&month=2026-03", 404, "sheet.unknown")]
    [InlineData("S1", "?area=330211", 400, "month:required")]
    [InlineData("S1", "?month=2026-03", 400, "area:required")]
    [InlineData("S1", "?area=330211&month=2026-13", 400, "month:malformed")]
    [InlineData("S1", "?area=330211&month=2026-3", 400, "month:malformed")]
    [InlineData("S1", "?area=330211&month=1999-12", 400, "month:outOfRange")]
    [InlineData("S1", "?area=990000&month=2026-03", 400, "area:unknown")]
    [InlineData("S1", "?area=330211001001001&month=2026-03", 400, "area:tooLong")]
    [InlineData("S1", "?area=330211&month=2026-03&format=doc", 400, "format:unknown")]
    [InlineData("S1/closings", "?limit=0", 400, "limit:outOfRange")]
    [InlineData("S1/closings", "?month=2026%00", 400, "month:malformed")]
    [InlineData("S1/closings/00000000-0000-0000-0000-000000000001", "", 404, "sheetClosing.unknown")]
    [InlineData("S1/closings/00000000-0000-0000-0000-000000000001/revisions/1", "", 404, "sheetClosing.unknown")]
    public async Task a_wrong_question_is_told_what_is_wrong(string path, string query, int status, string what)
    {
        var answer = await reporting.Client.ReadAsync($"/sheets/{path}{query}");
        ((int)answer.Status, answer.Fields.Concat([answer.Code]).Contains(what)).ShouldBe((status, true), answer.Body?.ToJsonString());
    }

    [Fact]
    public async Task the_same_key_closes_once_and_gets_the_same_answer()
    {
        var key = NewId();
        var body = new { area = "330211100002", month = Month };
        var first = await reporting.Client.PostAsync("/sheets/S1/closings", body, key: key);
        var again = await reporting.Client.PostAsync("/sheets/S1/closings", body, key: key);
        (again.Status, again.Id).ShouldBe((HttpStatusCode.Created, first.Must(HttpStatusCode.Created).Id));
        var listed = await reporting.GetAsync("/api/v1/sheets/S1/closings?area=330211100&month=2026-03");
        listed.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetGuid()).ShouldBe([first.Id]);
    }

    private async Task CorrectAsync(string path, Guid closing)
    {
        var frozen = await BytesAsync($"/api/v1/sheets/S1/closings/{closing}/revisions/1");
        (await reporting.Client.PostAsync($"/sheets/S1/closings/{closing}/revisions", new { reason = "" })).Must(HttpStatusCode.BadRequest);
        var corrected = await reporting.Client.PostAsync($"/sheets/S1/closings/{closing}/revisions", new { reason = "补报一条线索" });
        corrected.Must(HttpStatusCode.Created)["revision"].ShouldBe("2");
        var sheet = await reporting.GetAsync(path);
        (sheet.Long("revision"), sheet.Cell("types", "all", "found")).ShouldBe((2, 3));
        (await BytesAsync($"/api/v1/sheets/S1/closings/{closing}/revisions/1")).ShouldBe(frozen);
        var second = await reporting.GetAsync($"/api/v1/sheets/S1/closings/{closing}/revisions/2");
        var changes = second.GetProperty("changes").EnumerateArray().ToDictionary(c => c.GetProperty("cell").GetString()!, c => (c.Long("before"), c.Long("after")));
        changes["types.all.found"].ShouldBe((2, 3));
        changes.ShouldNotContainKey("types.all.villageFound");
        var file = await reporting.GetAsync($"/api/v1/sheets/S1/closings/{closing}");
        file.GetProperty("revisions").EnumerateArray().Select(r => r.GetProperty("reason").GetString()).ShouldBe([null, "补报一条线索"]);
        var cells = XlsxReading.Read(await reporting.Client.GetByteArrayAsync(new Uri($"{path}&format=xlsx", UriKind.Relative)))[$"S1 {Month}"];
        cells["A2"].ShouldEndWith("已结账，第1次更正");
    }

    private async Task<string> BytesAsync(string path) => Encoding.UTF8.GetString(await reporting.Client.GetByteArrayAsync(new Uri(path, UriKind.Relative)));

    private Task<ApiAnswer> CloseAsync(string sheet, string area, string month = Month) => reporting.Client.PostAsync($"/sheets/{sheet}/closings", new { area, month });

    private async Task<List<string>> MissingAsync(string sheet, string area, string month = Month) =>
        [.. (await reporting.GetAsync($"/api/v1/sheets/{sheet}?area={area}&month={month}")).GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("area").GetString()!)];

    private static LeadFactsChanged Lead(string area) => new(NewId(), 2, "open", area, null, "proactive", China("2026-03-05T10:00:00"), null);
}
