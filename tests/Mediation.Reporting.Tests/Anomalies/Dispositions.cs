using System.Net;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Anomalies;
using Mediation.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using static Mediation.Reporting.Tests.Anomalies.Planted;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Anomalies;

/// <summary>What becomes of an anomaly is added, kept, and told to those of the area. Each test has a township of its own.</summary>
public sealed class Dispositions(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    [Fact]
    public async Task are_added_one_after_another_with_who_and_when_and_never_taken_back()
    {
        var id = await DeniedAsync("610981113");
        using var analyst = reporting.Analyst("6109");
        using var officer = reporting.As(Roles.JudicialOfficer, "610981113");
        var first = (await analyst.PostAsync($"/anomalies/{id}/dispositions", new { verdict = "underReview" })).Must(HttpStatusCode.Created);
        (await officer.PostAsync($"/anomalies/{id}/dispositions", new { verdict = "explained", note = "系同名误登，张三已当面确认" })).Must(HttpStatusCode.Created);

        var read = (await officer.ReadAsync($"/anomalies/{id}")).Must(HttpStatusCode.OK).Body!;
        read["state"]!.ToString().ShouldBe("explained");
        var given = read["dispositions"]!.AsArray();
        given.Select(d => d!["verdict"]!.ToString()).ShouldBe(["underReview", "explained"]);
        (given[0]!["id"]!.ToString(), given[0]!["note"]).ShouldBe(($"{first.Id}", null));
        given[1]!["note"]!.ToString().ShouldBe("系同名误登，张三已当面确认");
        given.Select(d => d!["by"]!.ToString()).Distinct().Count().ShouldBe(2);
        (await reporting.AnomaliesAsync("610981113", "&state=explained")).ShouldHaveSingleItem().Text("id").ShouldBe($"{id}");
        (await reporting.AnomaliesAsync("610981113", "&state=open")).ShouldBeEmpty();
        foreach (var method in (HttpMethod[])[HttpMethod.Delete, HttpMethod.Put, HttpMethod.Patch])
        {
            foreach (var path in (string[])[$"/anomalies/{id}", $"/anomalies/{id}/dispositions", $"/anomalies/{id}/dispositions/{first.Id}"])
            {
                using var request = new HttpRequestMessage(method, $"/api/v1{path}");
                (await analyst.SendAsync(request)).StatusCode.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed);
            }
        }
    }

    [Fact]
    public async Task survive_rebuilding_and_the_finding_itself()
    {
        var quick = Closed(NewId(), "A", "2026-03-05T09:10:00", area: "610981100");
        await reporting.SweepAsync([Row(quick)]);
        var id = (await reporting.AnomaliesAsync("610981100")).ShouldHaveSingleItem().Text("id");
        (await reporting.Client.PostAsync($"/anomalies/{id}/dispositions", new { verdict = "corrected", note = "补录" })).Must(HttpStatusCode.Created);

        await reporting.Facts.RebuildAsync();
        await reporting.SweepAsync([]);
        (await reporting.GetAsync($"/api/v1/anomalies/{id}")).Text("state").ShouldBe("corrected");

        await reporting.SweepAsync([Row(quick with { Revision = 10, ClosedAt = China("2026-03-06T09:10:00") })]);
        var gone = await reporting.GetAsync($"/api/v1/anomalies/{id}");
        (gone.GetProperty("found").GetBoolean(), gone.Text("state"), gone.Count("minutes")).ShouldBe((false, "corrected", 10));
        gone.GetProperty("dispositions")[0].Text("note").ShouldBe("补录");
        (await reporting.AnomaliesAsync("610981100")).ShouldHaveSingleItem().GetProperty("found").GetBoolean().ShouldBeFalse();
        await reporting.SweepAsync([Row(quick with { Revision = 11 })]);
        var back = (await reporting.AnomaliesAsync("610981100")).ShouldHaveSingleItem();
        (back.Text("id"), back.Text("state"), back.GetProperty("found").GetBoolean()).ShouldBe((id, "corrected", true));
    }

    [Fact]
    public async Task need_a_known_verdict_an_explanation_and_an_anomaly_of_the_own_area()
    {
        var id = await DeniedAsync("610981101");
        using var analyst = reporting.Analyst("610981101");
        using var neighbour = reporting.Analyst("610981102");
        using var head = reporting.As(Roles.CommitteeHead, "610981101");
        var path = $"/anomalies/{id}/dispositions";
        (await analyst.PostAsync(path, new { verdict = "guilty" })).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["verdict:unknown"]);
        (await analyst.PostAsync(path, new { })).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["verdict:required"]);
        (await analyst.PostAsync(path, new { verdict = "explained" })).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["note:required"]);
        (await analyst.PostAsync(path, new { verdict = "referred", note = new string('长', 2001) })).Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["note:tooLong"]);
        (await neighbour.PostAsync(path, new { verdict = "referred" })).Must(HttpStatusCode.NotFound).Code.ShouldBe("anomaly.unknown");
        (await neighbour.ReadAsync($"/anomalies/{id}")).Must(HttpStatusCode.NotFound);
        (await head.ReadAsync($"/anomalies/{id}")).Must(HttpStatusCode.OK);
        (await head.PostAsync(path, new { verdict = "referred" })).Must(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task under_one_key_are_one_and_twenty_at_once_are_twenty()
    {
        var id = await DeniedAsync("610981103");
        var key = NewId();
        var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ =>
            reporting.Client.PostAsync($"/anomalies/{id}/dispositions", new { verdict = "referred" }, key: key)));
        twice.Select(a => a.Must(HttpStatusCode.Created).Id).Distinct().Count().ShouldBe(1);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
            (await reporting.Client.PostAsync($"/anomalies/{id}/dispositions", new { verdict = "underReview" })).Must(HttpStatusCode.Created)));
        (await reporting.GetAsync($"/api/v1/anomalies/{id}")).GetProperty("dispositions").GetArrayLength().ShouldBe(21);
    }

    [Fact]
    public async Task are_sealed_and_erased_with_their_key_and_a_look_at_them_is_on_record()
    {
        var id = await DeniedAsync("610981104");
        (await reporting.Client.PostAsync($"/anomalies/{id}/dispositions", new { verdict = "explained", note = "李四的电话给了侄子" })).Must(HttpStatusCode.Created);
        await using (var command = reporting.Store.Database.CreateCommand(
            "select (select count(*) from mt_events e where e::text like '%李四%') + (select count(*) from mt_doc_disposed_anomaly d where d::text like '%李四%') "
            + "+ (select count(*) from mt_vault v where v::text like '%李四%') + (select count(*) from mt_commands c where convert_from(c.answer, 'UTF8') like '%李四%')"))
        {
            (await command.ExecuteScalarAsync()).ShouldBe(0L);
        }

        (await reporting.GetAsync($"/api/v1/anomalies/{id}")).GetProperty("dispositions")[0].Text("note").ShouldBe("李四的电话给了侄子");
        var trail = await reporting.GetAsync($"/api/v1/audit/reporting?subject={id}&action=personalData.read");
        trail.GetProperty("items").GetArrayLength().ShouldBe(1);
        await reporting.Services.GetRequiredService<Vault>().EraseAsync(id);
        var erased = (await reporting.GetAsync($"/api/v1/anomalies/{id}")).GetProperty("dispositions")[0];
        (erased.GetProperty("note").ValueKind, erased.Text("verdict")).ShouldBe((JsonValueKind.Null, "explained"));
    }

    [Fact]
    public async Task rows_of_other_areas_are_behind_the_second_wall()
    {
        var id = await DeniedAsync("610981105");
        (await reporting.Client.PostAsync($"/anomalies/{id}/dispositions", new { verdict = "referred" })).Must(HttpStatusCode.Created);
        foreach (var (area, seen) in new[] { ("610981105", 2L), ("610981106", 0L) })
        {
            var rows = await reporting.Store.ReadAs(new RowScope([], [area], [])).ReadAsync(
                $"select (select count(*) from anomalies where id = '{id}') + (select count(*) from mt_doc_disposed_anomaly where id = '{id}')", [],
                async reader => await reader.ReadAsync() ? reader.GetInt64(0) : -1);
            rows.ShouldBe(seen);
        }
    }

    private async Task<Guid> DeniedAsync(string area)
    {
        var (dispute, denial) = (NewId(), NewId());
        await reporting.SweepAsync([Row(Denied(dispute, denial, area))]);
        return Finding.IdOf("denied", 202600, $"{area}/{dispute}/denial/{denial}");
    }
}
