using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Sheets;

/// <summary>S1 over HTTP, in every format.</summary>
public sealed class MonthlyDisputes(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string County = "330211";
    private const string Township = "330211001";
    private const string Village = "330211001001";

    [Fact]
    public async Task counts_leads_by_type_and_level_and_the_handled_by_the_day_of_handling()
    {
        await RecordMonthsAsync();
        var sheet = await reporting.GetAsync($"/api/v1/sheets/S1?area={County}&month=2026-03");
        sheet.GetProperty("state").GetString().ShouldBe("open");
        sheet.GetProperty("missing").GetArrayLength().ShouldBe(7);
        sheet.GetProperty("sheet").GetProperty("title").GetString().ShouldBe("矛盾纠纷排查情况表");
        sheet.GetProperty("sheet").GetProperty("areaName").GetString().ShouldBe("镇海区");
        // county, township, village: found and handled; all; the year.
        sheet.Row("types", "0901").ShouldBe([0, 0, 1, 2, 1, 0, 2, 2, 3, 2]);
        sheet.Row("types", "09").ShouldBe([0, 0, 1, 2, 1, 0, 2, 2, 3, 2]);
        sheet.Row("types", "0201").ShouldBe([1, 0, 0, 0, 0, 0, 1, 0, 1, 0]);
        sheet.Row("types", "none").ShouldBe([0, 0, 0, 0, 2, 1, 2, 1, 3, 1]);
        sheet.Row("types", "all").ShouldBe([1, 0, 1, 2, 3, 1, 5, 3, 7, 3]);
        sheet.Row("bands", "005").ShouldBe([2, 3]);
        sheet.Row("bands", "100").ShouldBe([1, 1]);
        sheet.Row("bands", "none").ShouldBe([2, 3]);
        sheet.Row("bands", "all").ShouldBe([5, 7]);
        sheet.Row("kinds", "crossArea").ShouldBe([1, 1]);
        sheet.Row("kinds", "mass").ShouldBe([null, null]);
        sheet.Row("kinds", "ethnicOrReligious").ShouldBe([0, 0]);
        sheet.Row("searches", "searches").ShouldBe([1, 2]);
        // M02 by the month of the lead: of five found in March one was settled and one accepted.
        sheet.Row("rates", "M02").ShouldBe([2, 5, 40, 3, 7, 42.86m]);
        sheet.Row("rates", "M04").ShouldBe([1, 1, 100, 1, 1, 100]);

        // The same levels down: of the village all is the village's.
        (await reporting.GetAsync($"/api/v1/sheets/S1?area={Village}&month=2026-03")).Row("types", "all").ShouldBe([0, 0, 0, 0, 2, 1, 2, 1, 3, 1]);
        (await reporting.GetAsync("/api/v1/sheets/S1?area=33&month=2026-03")).Row("types", "all").ShouldBe([1, 0, 1, 2, 3, 1, 5, 3, 7, 3]);
        (await reporting.GetAsync("/api/v1/sheets/S1?area=3302&month=2026-02")).Row("types", "all").ShouldBe([0, 0, 1, 0, 1, 0, 2, 0, 2, 0]);
        (await reporting.GetAsync($"/api/v1/sheets/S1?area={County}&month=2025-12")).Row("types", "all").ShouldAllBe(cell => cell == 0);
        await WorkbookAsync();
        await PrintAsync();
    }

    private async Task WorkbookAsync()
    {
        var answer = await reporting.Client.GetAsync(new Uri($"/api/v1/sheets/S1?area={County}&month=2026-03&format=xlsx", UriKind.Relative));
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe("S1-330211-2026-03.xlsx");
        var cells = XlsxReading.Read(await answer.Content.ReadAsByteArrayAsync())["S1 2026-03"];
        cells["A1"].ShouldBe("矛盾纠纷排查情况表");
        cells["A2"].ShouldBe("填报单位：镇海区（330211）　　2026年3月　　未结账");
        var row = cells.First(c => c.Value == "合计" && c.Key.StartsWith('A')).Key[1..];
        "BCDEFGHIJK".Select(column => cells[$"{column}{row}"]).ShouldBe(["1", "0", "1", "2", "3", "1", "5", "3", "7", "3"]);
        var mass = cells.Single(c => c.Value == "群体性").Key[1..];
        cells[$"B{mass}"].ShouldBe("—");
        cells[$"D{cells.Single(c => c.Value.StartsWith("调处率（M02", StringComparison.Ordinal)).Key[1..]}"].ShouldBe("40");
    }

    private async Task PrintAsync()
    {
        var pdf = await reporting.Client.GetByteArrayAsync(new Uri($"/api/v1/sheets/S1?area={County}&month=2026-03&format=pdf", UriKind.Relative));
        var text = (await PdfText.OfAsync(pdf)).Replace(" ", "", StringComparison.Ordinal);
        foreach (var words in (string[])["矛盾纠纷排查情况表", "填报单位：镇海区（330211）", "婚恋家庭", "人数未登记", "涉暴力倾向", "集中排查次数", "42.86", "填表人", "第1页", "—"])
        {
            text.ShouldContain(words);
        }

        // Every font is in the file, and the one that the page asks for has every character that is on it.
        (await PdfText.FontsAsync(pdf)).ShouldAllBe(font => font.Contains(" yes ", StringComparison.Ordinal));
        (await PdfText.FamiliesAsync(text)).ShouldContain("Noto Serif CJK SC");
    }

    // February: two leads, of one the dispute is accepted in March. March: five.
    private async Task RecordMonthsAsync()
    {
        var (old, fresh, wide) = (NewId(), NewId(), NewId());
        await reporting.RecordAsync(
            Accepted(old, "2026-03-02T09:00:00", Township) with { Persons = 6 },
            Accepted(fresh, "2026-03-09T09:00:00", Township) with { Persons = 9, CrossArea = true },
            Accepted(wide, "2026-03-09T09:00:00", Village) with { Status = "registered", AcceptedAt = null, Persons = 100 },
            Accepted(NewId(), "2026-03-09T09:00:00", Township));
        var other = NewId();
        await reporting.RecordAsync(Accepted(other, area: County) with { Status = "registered", AcceptedAt = null, TypeCode = "0201", Persons = 5 });
        await reporting.RecordAsync(Closed(old, "A", area: Township));
        await reporting.RecordAsync(
            Lead("2026-02-27T10:00:00", Township, "dispute", old), Lead("2026-02-28T23:59:00", Village + "007", "open"),
            Lead("2026-03-01T00:00:00", Township, "dispute", fresh), Lead("2026-03-05T10:00:00", Village, "dispute", wide),
            Lead("2026-03-05T10:00:00", County, "dispute", other), Lead("2026-03-06T10:00:00", "330211002001", "open"),
            Lead("2026-03-31T10:00:00", Village, "settled") with { ClosedAt = China("2026-03-31T11:00:00") });
        await reporting.RecordAsync(Search("2026-03-10"), Search("2026-02-10"), Search("2026-03-11") with { Kind = "patrol" });
    }

    private static ActivityFactsChanged Search(string day) => new(NewId(), 1, "concentratedSearch", null, Village, DateOnly.Parse(day), 6, 90, false);

    private static LeadFactsChanged Lead(string at, string area, string status, Guid? dispute = null) =>
        new(NewId(), 2, status, area, null, "proactive", China(at), dispute);
}
