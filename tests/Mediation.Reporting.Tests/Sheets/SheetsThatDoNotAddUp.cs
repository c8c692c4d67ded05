using System.Net;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Sheets;

/// <summary>Over HTTP: each control is forced to fail, in a village of its own.</summary>
public sealed class SheetsThatDoNotAddUp(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    [Fact]
    public async Task a_late_fact_refuses_the_month_after_a_closed_one_until_that_is_corrected()
    {
        const string village = "330211002001";
        await reporting.RecordAsync(Lead(village, "2026-01-20T09:00:00"), Lead(village, "2026-03-20T09:00:00"));
        (await CloseAsync("S1", village, "2026-01")).Must(HttpStatusCode.Created);
        var february = (await CloseAsync("S1", village, "2026-02")).Must(HttpStatusCode.Created);
        (await ReadAsync("S1", village, "2026-03")).Must(HttpStatusCode.OK);

        await reporting.RecordAsync(Lead(village, "2026-02-10T09:00:00"));
        var refused = (await ReadAsync("S1", village, "2026-03")).Must(HttpStatusCode.Conflict);
        refused.Code.ShouldBe("sheet.controlSum");
        refused.Fields.ShouldBe(["types.none.yearFound:controlSum", "types.all.yearFound:controlSum", "bands.none.year:controlSum", "bands.all.year:controlSum"]);
        refused.Body!["errors"]![1]!["text"]!.ToString()
            .ShouldBe("按类型「合计」本年累计排查：上月累计1＋本月1＝2，表中为3，差1");
        (await CloseAsync("S1", village, "2026-03")).Must(HttpStatusCode.Conflict).Code.ShouldBe("sheet.controlSum");
        (await ReadAsync("S1", village, "2026-03", "&format=pdf")).Must(HttpStatusCode.Conflict);

        (await reporting.Client.PostAsync($"/sheets/S1/closings/{february.Id}/revisions", new { reason = "迟报" })).Must(HttpStatusCode.Created);
        (await CloseAsync("S1", village, "2026-03")).Must(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_correction_must_add_up_too()
    {
        const string village = "330211002008";
        (await CloseAsync("S1", village, "2026-01")).Must(HttpStatusCode.Created);
        var february = (await CloseAsync("S1", village, "2026-02")).Must(HttpStatusCode.Created);
        await reporting.RecordAsync(Lead(village, "2026-01-10T09:00:00"));
        (await reporting.Client.PostAsync($"/sheets/S1/closings/{february.Id}/revisions", new { reason = "迟报" })).Must(HttpStatusCode.Conflict).Code.ShouldBe("sheet.controlSum");
        (await reporting.GetAsync($"/api/v1/sheets/S1/closings/{february.Id}")).GetProperty("revisions").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task a_late_fact_of_a_village_refuses_the_township_until_the_village_has_corrected_its_own()
    {
        const string township = "330211100";
        var open = await reporting.GetAsync($"/api/v1/sheets/S1?area={township}&month=2026-03");
        var villages = open.GetProperty("missing").EnumerateArray().Select(m => m.GetProperty("area").GetString()!).ToList();
        var closings = new List<ApiAnswer>();
        foreach (var village in villages)
        {
            closings.Add((await CloseAsync("S1", village, "2026-03")).Must(HttpStatusCode.Created));
        }

        await reporting.RecordAsync(Lead(villages[0], "2026-03-20T09:00:00"), Lead(township, "2026-03-20T09:00:00"));
        var refused = (await CloseAsync("S1", township, "2026-03")).Must(HttpStatusCode.Conflict);
        refused.Fields.ShouldBe(["types.none.villageFound:controlSum", "types.all.villageFound:controlSum"]);
        (await ReadAsync("S1", township, "2026-03")).Must(HttpStatusCode.Conflict);

        (await reporting.Client.PostAsync($"/sheets/S1/closings/{closings[0].Id}/revisions", new { reason = "迟报" })).Must(HttpStatusCode.Created);
        (await CloseAsync("S1", township, "2026-03")).Must(HttpStatusCode.Created);
    }

    [Fact]
    public async Task a_type_that_no_list_has_is_in_no_row()
    {
        const string village = "330211002009";
        var id = NewId();
        await reporting.RecordAsync(Accepted(id, area: village) with { TypeCode = "7777" });
        await reporting.RecordAsync(Closed(id, "U", area: village) with { TypeCode = "7777" });
        await reporting.RecordAsync(Lead(village, "2026-03-04T09:00:00") with { Status = "dispute", DisputeId = id });
        var s1 = (await ReadAsync("S1", village, "2026-03")).Must(HttpStatusCode.Conflict);
        s1.Fields.ShouldContain("types.all.villageFound:controlSum");
        s1.Fields.ShouldContain("types.all.handled:controlSum");
        (await ReadAsync("S2", village, "2026-03")).Must(HttpStatusCode.Conflict).Fields.ShouldBe(["types.all.month:controlSum", "types.all.year:controlSum"]);
        (await ReadAsync("S3", village, "2026-03")).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task a_source_or_form_that_no_list_has_is_in_no_row()
    {
        const string village = "330211002010";
        var id = NewId();
        await reporting.RecordAsync(Closed(id, "A", area: village) with { Source = "rumour" });
        await reporting.RecordAsync(new AgreementFactsChanged(NewId(), 1, id, "sung", China("2026-03-05T09:00:00"), [], false, null, null));
        (await ReadAsync("S2", village, "2026-03")).Must(HttpStatusCode.Conflict).Fields.ShouldBe(
            ["sources.all.month:controlSum", "sources.all.year:controlSum", "agreements.all.month:controlSum", "agreements.all.year:controlSum"]);
    }

    [Fact]
    public async Task a_kind_that_no_list_has_is_in_no_row()
    {
        const string village = "330211002005";
        await reporting.RecordAsync(new RosterFactsChanged(NewId(), 1, "committee", village, NewId(), null) { CommitteeKind = "tavern" });
        (await ReadAsync("S3", village, "2026-03")).Must(HttpStatusCode.Conflict).Fields.ShouldBe(["committees.all.count:controlSum"]);
    }

    private Task<ApiAnswer> ReadAsync(string sheet, string area, string month, string more = "") =>
        reporting.Client.ReadAsync($"/sheets/{sheet}?area={area}&month={month}{more}");

    private Task<ApiAnswer> CloseAsync(string sheet, string area, string month) => reporting.Client.PostAsync($"/sheets/{sheet}/closings", new { area, month });

    private static LeadFactsChanged Lead(string area, string at) => new(NewId(), 2, "open", area, null, "proactive", China(at), null);
}
