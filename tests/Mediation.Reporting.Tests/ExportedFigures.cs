using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using CsvHelper;
using DocumentFormat.OpenXml.Packaging;
using Mediation.Contracts.Workflow;
using Mediation.Reporting.Exports;
using Mediation.Reporting.Facts;
using static Mediation.Reporting.Tests.SomeFacts;
using Excel = DocumentFormat.OpenXml.Spreadsheet;

namespace Mediation.Reporting.Tests;

/// <summary>Answers as files. Each test has an area of its own.</summary>
public sealed class ExportedFigures(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Spring = "from=2026-03-01&to=2026-03-31";

    [Fact]
    public async Task a_csv_has_a_row_for_the_whole_and_each_group_with_its_definition_s_version()
    {
        const string area = "610981100";
        await RecordAsync(Closed(NewId(), "A", area: area), Closed(NewId(), "U", area: area), Open(NewId(), area: area) with { Source = "police" });
        var answer = await SendAsync($"M03?area={area}&{Spring}&groupBy=source&compare=previous", "text/csv");
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("M03_610981100_20260301-20260331.csv");
        answer.Headers.GetValues("Link").ShouldHaveSingleItem().ShouldContain("rel=\"describedby\"");
        answer.Headers.Vary.ShouldContain("Accept");
        var rows = await RowsAsync(answer);
        rows.Select(r => (r["row"], r["key"], r["numerator"], r["denominator"], r["value"], r["percent"])).ShouldBe(
            [("total", "", "1", "3", "0.3333", "33.33"), ("group", "application", "1", "2", "0.5", "50"), ("group", "police", "0", "1", "0", "0")]);
        rows.ShouldAllBe(r => r["metric"] == "M03" && r["definitionVersion"] == "1" && r["cohort"] == "acceptedAt" && r["area"] == area && r["from"] == "2026-03-01");
        rows[0]["name"].ShouldBe("调解成功率（受理口径）");
        (rows[0]["comparison.kind"], rows[0]["comparison.from"], rows[0]["comparison.denominator"]).ShouldBe(("previous", "2026-02-01", "0"));
        rows[0]["excluded.linkedAsDuplicate"].ShouldBe("0");
    }

    [Fact]
    public async Task a_csv_begins_with_the_mark_that_excel_wants_and_ends_its_lines_by_the_standard()
    {
        var bytes = await (await SendAsync("M01?area=610981101&format=csv")).Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe(Encoding.UTF8.GetPreamble());
        Encoding.UTF8.GetString(bytes[3..]).Split("\r\n").Length.ShouldBe(3, "names, the whole, nothing");
    }

    [Fact]
    public async Task a_workbook_has_the_definitions_on_its_second_sheet()
    {
        const string area = "610981102";
        await RecordAsync(Closed(NewId(), "A", area: area));
        var answer = await SendAsync($"M03?area={area}&{Spring}&groupBy=outcome", Xlsx);
        answer.Content.Headers.ContentType!.ToString().ShouldBe(Xlsx);
        var sheets = await SheetsAsync(answer);
        sheets.Keys.ShouldBe(["数据", "口径说明"]);
        sheets["数据"][1].ShouldContain("M03");
        sheets["数据"].Count.ShouldBe(3, "names, the whole, one group");
        sheets["口径说明"][1].ShouldContain("分母中最近结果为达成协议（书面或口头）的");
    }

    [Fact]
    public async Task a_batch_is_one_table_and_refused_as_a_whole()
    {
        const string area = "610981103";
        await RecordAsync(Closed(NewId(), "A", area: area));
        var two = new[] { new { metric = "M01", area }, new { metric = "M03", area } };
        var rows = await RowsAsync(await reporting.Client.PostAsJsonAsync("/api/v1/metrics/query?format=csv", new { items = two }));
        rows.Select(r => r["metric"]).ShouldBe(["M01", "M03"]);
        (await SheetsAsync(await reporting.Client.PostAsJsonAsync("/api/v1/metrics/query?format=xlsx", new { items = two })))["口径说明"].Count.ShouldBe(3);
        var refused = await reporting.Client.PostAsJsonAsync("/api/v1/metrics/query?format=csv", new { items = new[] { two[0], new { metric = "M99", area } } });
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("metric.unknown");
    }

    [Fact]
    public async Task the_cases_behind_a_count_come_whole_and_in_parts_by_link()
    {
        const string area = "610981104";
        await RecordAsync([.. Enumerable.Range(0, 230).Select(i => Closed(NewId(), "A", area: area) with { CaseNumber = $"（2026）段人调字第{i:0000}号" })]);
        var rows = await RowsAsync(await SendAsync($"M04/cases?area={area}&{Spring}&format=csv"));
        rows.Count.ShouldBe(230);
        rows.Count(r => r["caseNumber"].StartsWith("（2026）段人调字第**", StringComparison.Ordinal) && r["metric"] == "M04" && r["part"] == "numerator").ShouldBe(230);
        var seen = new List<string>();
        for (var next = $"/api/v1/metrics/M04/cases?area={area}&{Spring}&format=csv&limit=100"; next.Length > 0;)
        {
            var page = await reporting.Client.GetAsync(new Uri(next, UriKind.Relative));
            seen.AddRange((await RowsAsync(page)).Select(r => r["id"]));
            var link = page.Headers.GetValues("Link").FirstOrDefault(l => l.EndsWith("rel=\"next\"", StringComparison.Ordinal));
            next = link is null ? "" : link[1..link.IndexOf('>', StringComparison.Ordinal)];
        }

        seen.ShouldBe(rows.Select(r => r["id"]));
        (await SheetsAsync(await SendAsync($"M04/cases?area={area}&{Spring}&format=xlsx")))["案件"].Count.ShouldBe(231);
    }

    [Fact]
    public async Task the_definitions_are_a_table_too()
    {
        var rows = await RowsAsync(await reporting.Client.GetAsync(new Uri("/api/v1/metrics?format=csv", UriKind.Relative)));
        rows.Count.ShouldBe(30);
        rows.Single(r => r["metric"] == "M03")["denominator.en"].ShouldBe("accepted, minus linked as duplicate");
    }

    [Fact]
    public async Task each_form_has_a_tag_of_its_own_and_is_sent_again_only_when_a_figure_changed()
    {
        const string path = "M01?area=610981105";
        var (json, csv) = ((await SendAsync(path)).Headers.ETag!, (await SendAsync(path, "text/csv")).Headers.ETag!);
        json.ShouldNotBe(csv);
        using var request = Request(path, "text/csv");
        request.Headers.IfNoneMatch.Add(csv);
        (await reporting.Client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Theory]
    [InlineData("M01?format=pdf", "format:unknown")]
    [InlineData("M01?format=csv&format=csv", "format:repeated")]
    public async Task another_form_is_refused(string path, string field)
    {
        var answer = await reporting.Client.ReadAsync($"/metrics/{path}");
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        answer.Fields.ShouldContain(field);
    }

    [Theory]
    [InlineData("application/pdf", "application/json")]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    [InlineData("application/json;q=0.5, text/csv", "text/csv")]
    public async Task what_is_accepted_decides_where_nothing_is_said(string accept, string sent) =>
        (await SendAsync("M01?area=610981106", accept)).Content.Headers.ContentType!.MediaType.ShouldBe(sent);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86", "'+86")]
    [InlineData("-2", "'-2")]
    [InlineData("@x", "'@x")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("说\"是\",\r\n否", "说\"是\",\r\n否")]
    public void a_text_is_never_a_formula_and_comes_back_as_it_was(string text, string read)
    {
        var file = CsvFile.Write(new Table("x", [new("a", "甲"), new("b", "乙")], [[text, Value.Whole(-2.5m)]]));
        var rows = Read(new MemoryStream(file));
        (rows[0]["a"], rows[0]["b"]).ShouldBe((read, "-2.5"));
    }

    private Task RecordAsync(params IReadOnlyList<CaseFactsChanged> facts) => reporting.Facts.RecordAsync([.. facts.Select(f => FactRow.From(NewId(), f)!)]);

    private static HttpRequestMessage Request(string path, string? accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/metrics/{path}", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return request;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string? accept = null)
    {
        using var request = Request(path, accept);
        var answer = await reporting.Client.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return answer;
    }

    private static async Task<List<Dictionary<string, string>>> RowsAsync(HttpResponseMessage answer) => Read(await answer.Content.ReadAsStreamAsync());

    private static List<Dictionary<string, string>> Read(Stream file)
    {
        using var csv = new CsvReader(new StreamReader(file), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(name => name, name => csv.GetField(name)!));
        }

        return rows;
    }

    private static async Task<Dictionary<string, List<List<string>>>> SheetsAsync(HttpResponseMessage answer)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(await answer.Content.ReadAsByteArrayAsync()), isEditable: false);
        return document.WorkbookPart!.Workbook!.Sheets!.Elements<Excel.Sheet>().ToDictionary(
            sheet => sheet.Name!.Value!,
            sheet => ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!)).Worksheet!.Descendants<Excel.Row>()
                .Select(row => row.Elements<Excel.Cell>().Select(cell => cell.InnerText).ToList()).ToList());
    }
}
