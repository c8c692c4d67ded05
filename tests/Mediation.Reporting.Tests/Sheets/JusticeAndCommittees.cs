using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Sheets;

/// <summary>S2 and S3 over HTTP.</summary>
public sealed class JusticeAndCommittees(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string County = "330211";
    private const string Village = "330211001001";

    [Fact]
    public async Task closed_cases_and_agreements_by_what_the_justice_bureau_asks_for()
    {
        var (one, other) = (NewId(), NewId());
        await reporting.RecordAsync(
            Closed(one, "A", area: Village) with { Amount = 1500.5m, Parties = 3, Difficult = true },
            Closed(other, "A", "2026-02-20T15:00:00", area: Village) with { Amount = 99.5m, Parties = 2, TypeCode = "0101", Source = "court" },
            Closed(NewId(), "U", area: Village) with { Amount = 7m, Parties = 4, TypeCode = "0403", Source = "police" });
        await reporting.RecordAsync(
            Agreement(one, "written", "2026-03-20T15:00:00", true, "confirmed"), Agreement(other, "oral", "2026-02-20T15:00:00", false, null),
            Agreement(NewId(), "oral", "2026-03-20T15:00:00", true, null));

        var sheet = await reporting.GetAsync($"/api/v1/sheets/S2?area={County}&month=2026-03");
        sheet.GetProperty("sheet").GetProperty("title").GetString().ShouldBe("人民调解情况统计表");
        sheet.Row("cases", "disputes").ShouldBe([2, 3]);
        sheet.Row("cases", "parties").ShouldBe([7, 9]);
        sheet.Row("cases", "successful").ShouldBe([1, 2]);
        sheet.Row("cases", "difficult").ShouldBe([1, 1]);
        sheet.Row("cases", "amount").ShouldBe([1500.5m, 1600m]);
        sheet.Row("sources", "police").ShouldBe([1, 1]);
        sheet.Row("sources", "court").ShouldBe([0, 1]);
        sheet.Section("types").GetProperty("rows").GetArrayLength().ShouldBe(19);
        sheet.Row("types", "07").ShouldBe([1, 1]);
        sheet.Row("types", "03").ShouldBe([1, 1]);
        sheet.Row("types", "01").ShouldBe([0, 1]);
        // An agreement of a case that nobody has heard of yet counts in no area.
        sheet.Row("agreements", "oral").ShouldBe([0, 1]);
        sheet.Row("agreements", "written").ShouldBe([1, 1]);
        sheet.Row("performance", "performed").ShouldBe([1, 1]);
        sheet.Row("performance", "confirmed").ShouldBe([1, 1]);
        // Nobody records what was prevented: not known, which is no zero in any format.
        string[] prevented = ["criminal", "suicide", "massFight", "groupPetition"];
        prevented.ShouldAllBe(row => sheet.Row("prevented", row).SequenceEqual(new decimal?[] { null, null, null, null }));

        await reporting.RecordAsync(Closed(NewId(), "U", area: Village));
        var untold = await reporting.GetAsync($"/api/v1/sheets/S2?area={County}&month=2026-03");
        untold.Row("cases", "disputes").ShouldBe([3, 4]);
        untold.Row("cases", "parties").ShouldBe([null, null]);
        var cells = XlsxReading.Read(await reporting.Client.GetByteArrayAsync(new Uri($"/api/v1/sheets/S2?area={County}&month=2026-03&format=xlsx", UriKind.Relative)))["S2 2026-03"];
        cells[$"B{cells.Single(c => c.Value.StartsWith("协议涉及金额", StringComparison.Ordinal)).Key[1..]}"].ShouldBe("1500.5");
        cells[$"C{cells.Single(c => c.Value.StartsWith("当事人（人）", StringComparison.Ordinal)).Key[1..]}"].ShouldBe("—");
        var petition = cells.Single(c => c.Value == "防止群体性上访").Key[1..];
        "BCDE".ShouldAllBe(column => cells[$"{column}{petition}"] == "—");
        var printed = new Uri($"/api/v1/sheets/S2?area={County}&month=2026-03&format=pdf", UriKind.Relative);
        var pdf = await PdfText.OfAsync(await reporting.Client.GetByteArrayAsync(printed));
        pdf.Split('\n').Single(line => line.Contains("防止群体性上访", StringComparison.Ordinal)).Count(c => c == '—').ShouldBe(4);
    }

    [Fact]
    public async Task committees_mediators_and_legal_literate_persons_as_they_are_on_the_last_day()
    {
        await reporting.RecordAsync(
            Committee("villageCommittee"), Committee("studio"), Committee(null),
            Mediator("female") with { FullTime = true, Schooling = "bachelor" }, Mediator("male") with { FullTime = false }, Mediator(null),
            Mediator("male") with { ActiveTo = new(2026, 3, 30) }, Mediator("male") with { ActiveFrom = new(2026, 4, 1) },
            new(NewId(), 1, "team", Village, NewId(), null));
        await reporting.RecordAsync(Unit("village", 3), Unit("village", 2), Unit("courtyard", 1));

        var sheet = await reporting.GetAsync($"/api/v1/sheets/S3?area={County}&month=2026-03");
        Figures(sheet, "committees").ShouldBe("villageCommittee 1, townshipCommittee 0, policeStationRoom 0, studio 1, other 0, none 1, all 3");
        Figures(sheet, "sex").ShouldBe("female 1, male 1, none 1, all 3");
        Figures(sheet, "fullTime").ShouldBe("true 1, false 1, none 1, all 3");
        Figures(sheet, "schooling").ShouldStartWith("primary 0, juniorMiddle 0, seniorMiddle 0, juniorCollege 0, bachelor 1, postgraduate 0, none 2, all 3");
        Figures(sheet, "legalLiterate").ShouldBe("villages 2, covered 1, persons 5, perVillage 2.5");
        Figures(await reporting.GetAsync($"/api/v1/sheets/S3?area={County}&month=2026-04"), "sex").ShouldBe("female 1, male 2, none 1, all 4");

        var text = await PdfText.OfAsync(await reporting.Client.GetByteArrayAsync(new Uri($"/api/v1/sheets/S3?area={County}&month=2026-03&format=pdf", UriKind.Relative)));
        text.ShouldContain("人民调解组织和调解员情况表");
        text.ShouldContain("2.50");
    }

    private static string Figures(System.Text.Json.JsonElement sheet, string section) => string.Join(
        ", ", sheet.Section(section).GetProperty("rows").EnumerateArray().Select(r => $"{r.GetProperty("code").GetString()} {r.GetProperty("cells")[0]}"));

    private static AgreementFactsChanged Agreement(Guid caseId, string form, string at, bool performed, string? ruling) =>
        new(NewId(), 1, caseId, form, China(at), [new(NewId(), new(2026, 4, 1), null, null, performed)], true, China(at), ruling);

    private static RosterFactsChanged Committee(string? kind) => new(NewId(), 1, "committee", Village, NewId(), null) { CommitteeKind = kind };

    private static RosterFactsChanged Mediator(string? sex) => new(NewId(), 1, "mediator", Village, NewId(), "volunteer") { Sex = sex };

    private static CoverageFactsChanged Unit(string kind, int present) =>
        new(NewId(), 1, kind, Village, [new(kind == "village" ? "legalLiteratePerson" : "courtyardHead", kind == "village" ? 3 : 1, present)], false);
}
