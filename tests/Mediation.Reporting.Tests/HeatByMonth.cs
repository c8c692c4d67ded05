using System.Net;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Tests.Anomalies;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Areas by months: nothing but M01, laid out.</summary>
public sealed class HeatByMonth(ReportingFixture reporting) : IClassFixture<ReportingFixture>, IAsyncLifetime
{
    private const string Period = "from=2026-01-01&to=2026-03-15";

    // For every test anew, which changes nothing: the ids are the same.
    public async Task InitializeAsync() => await reporting.Facts.RecordAsync(
    [
        .. Some(1, 7, "2026-01-05T09:00:00", "610981113", "0901"), .. Some(2, 2, "2026-01-09T09:00:00", "610981100004", "0201"),
        .. Some(3, 3, "2026-02-05T09:00:00", "610981100", "0902"), .. Some(4, 6, "2026-03-05T09:00:00", "610922", "0901"),
        .. Some(5, 9, "2026-03-16T09:00:00", "610922", "0901"), .. Some(6, 1, "2026-03-01T09:00:00", "6109", "0901"),
    ]);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("6109")]
    [InlineData("610981")]
    [InlineData("610981100")]
    [InlineData("61")]
    public async Task is_the_metric_by_area_and_month_zero_rows_included(string area)
    {
        var heat = await reporting.GetAsync($"/api/v1/heat?area={area}&{Period}");
        var metric = await reporting.GetAsync($"/api/v1/metrics/M01?area={area}&{Period}&groupBy=area,month");
        Cells(heat).Where(cell => !IsEmptyRest(cell, area)).ShouldBe(CellsOf(metric), ignoreOrder: true);
        heat.GetProperty("months").Texts().ShouldBe(["2026-01", "2026-02", "2026-03"]);
        (heat.Text("metric"), heat.GetProperty("definitionVersion").GetInt32()).ShouldBe(("M01", 1));
    }

    [Theory]
    [InlineData("6109", "0901")]
    [InlineData("6109", "09")]
    [InlineData("610981", "0201")]
    [InlineData("610981", "09")]
    public async Task of_one_type_is_the_metric_of_that_type(string area, string type)
    {
        var heat = await reporting.GetAsync($"/api/v1/heat?area={area}&{Period}&type={type}");
        var byType = await reporting.GetAsync($"/api/v1/metrics/M01?area={area}&{Period}&groupBy=area,type");
        foreach (var row in heat.GetProperty("rows").EnumerateArray())
        {
            var wanted = byType.GetProperty("groups").EnumerateArray()
                .Where(g => g.Text("key") == row.Text("area") && g.Text("key2")!.StartsWith(type, StringComparison.Ordinal)).Sum(g => g.GetProperty("numerator").GetDecimal());
            row.GetProperty("counts").EnumerateArray().Sum(c => c.GetDecimal()).ShouldBe(wanted, row.ToString());
        }

        heat.GetProperty("rows").EnumerateArray().Sum(r => r.GetProperty("counts").EnumerateArray().Sum(c => c.GetDecimal())).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task is_per_thousand_households_where_they_are_known()
    {
        var heat = await reporting.GetAsync($"/api/v1/heat?area=6109&{Period}");
        var row = Row(heat, "610981");
        row.GetProperty("households").GetDecimal().ShouldBe(150_000);
        row.GetProperty("perThousandHouseholds")[0].GetDecimal().ShouldBe(0.06m);
        Row(heat, "610921").TryGetProperty("perThousandHouseholds", out _).ShouldBeFalse();
        Row(heat, "610921").GetProperty("counts").EnumerateArray().ShouldAllBe(c => c.GetDecimal() == 0);
    }

    [Fact]
    public async Task hides_from_outsiders_what_the_metric_hides()
    {
        using var outsider = reporting.As(Roles.BureauClient, "610981113");
        (await outsider.GetAsync(new Uri($"/api/v1/heat?area=610981&{Period}", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var heat = await ReadAsync(outsider, $"/api/v1/heat?area=610981&{Period}&asOutsider=true");
        var metric = await ReadAsync(outsider, $"/api/v1/metrics/M01?area=610981&{Period}&groupBy=area,month&asOutsider=true");
        Cells(heat).Where(cell => !IsEmptyRest(cell, "610981")).ShouldBe(CellsOf(metric), ignoreOrder: true);
        Row(heat, "610981100").GetProperty("counts")[1].ValueKind.ShouldBe(JsonValueKind.Null);
        Row(heat, "610981113").GetProperty("counts")[0].GetDecimal().ShouldBe(7);
    }

    [Fact]
    public async Task is_answered_once_and_refused_clearly()
    {
        var path = new Uri($"/api/v1/heat?area=6109&{Period}", UriKind.Relative);
        using var first = await reporting.Client.GetAsync(path);
        using var again = new HttpRequestMessage(HttpMethod.Get, path);
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        (await reporting.Client.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        foreach (var (query, field) in new[] { ("type=7777", "type"), ("groupBy=area", "groupBy"), ("area=999999", "area"), ("from=2027-01-01&to=2026-01-01", "from") })
        {
            var (status, problem) = await reporting.ProblemAsync($"/api/v1/heat?{query}");
            (status, problem.GetProperty("errors")[0].Text("field")).ShouldBe((400, field), query);
        }
    }

    private static IEnumerable<string> CellsOf(JsonElement metric) =>
        metric.GetProperty("groups").EnumerateArray().Select(g => $"{g.Text("key")} {g.Text("key2")} {g.GetProperty("numerator")}");

    // The metric leaves out months in which nothing is known of the area as such; a matrix has no holes.
    private static bool IsEmptyRest(string cell, string area) => cell.StartsWith($"{area} ", StringComparison.Ordinal) && cell.EndsWith(" 0", StringComparison.Ordinal);

    private static IEnumerable<string> Cells(JsonElement heat) => heat.GetProperty("rows").EnumerateArray().SelectMany(row =>
        row.GetProperty("counts").EnumerateArray().Zip(heat.GetProperty("months").Texts()).Select(c => $"{row.Text("area")} {c.Second} {c.First}"));

    private static JsonElement Row(JsonElement heat, string area) => heat.GetProperty("rows").EnumerateArray().Single(r => r.Text("area") == area);

    private static async Task<JsonElement> ReadAsync(HttpClient client, string path) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative))).RootElement;

    private static IEnumerable<FactRow> Some(int lot, int count, string at, string area, string type) =>
        Enumerable.Range(1, count).Select(n => FactRow.From(NewId(), Open(new Guid(lot, (short)n, 0, new byte[8]), at, area) with { TypeCode = type })!);
}
