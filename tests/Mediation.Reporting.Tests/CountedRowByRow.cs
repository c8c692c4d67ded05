using Mediation.Reporting.Facts;
using Microsoft.Extensions.DependencyInjection;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Two groupings that have no cells together are counted as long as that is few rows; here, three of them.</summary>
public sealed class CountedRowByRow : IAsyncLifetime
{
    private TestService _service = null!;

    public async Task InitializeAsync()
    {
        (string Outcome, string Month, string Area)[] closed = [("A", "01", Duanjiahe), ("A", "02", "610928100"), ("U", "02", Duanjiahe), ("A", "03", Duanjiahe)];
        _service = await TestService.StartAsync(ReportingService.Build, await TestBroker.LeaseAsync(), "--Reporting:MostRows=3");
        await _service.App.Services.GetRequiredService<FactStore>().RecordAsync(
        [
            .. closed.Select(c => FactRow.From(NewId(), Closed(NewId(), c.Outcome, $"2026-{c.Month}-20T15:00:00", $"2026-{c.Month}-05T09:00:00", c.Area))!),
        ]);
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Theory]
    [InlineData("M04", "committee,outcome")]
    [InlineData("M03", "outcome,committee")]
    [InlineData("M04", "type,outcome")]
    public async Task a_city_is_answered_for_a_period_with_few_of_them(string metric, string groupBy)
    {
        var refused = await _service.Client.ReadAsync($"/metrics/{metric}?area=6109&groupBy={groupBy}&from=2026-01-01&to=2026-03-31");
        refused.Fields.ShouldBe(["groupBy:tooBroad"]);
        refused.Body!["errors"]![0]!["text"]!.ToString().ShouldContain("请缩小辖区或期间");

        var answer = await _service.Client.ReadAsync($"/metrics/{metric}?area=6109&groupBy={groupBy}&from=2026-01-01&to=2026-02-28");
        answer.Body!["groups"]!.AsArray().Select(g => (int)g!["denominator"]!).ShouldBe([2, 1], ignoreOrder: true);
    }

    [Fact]
    public async Task a_province_has_cells_of_two_columns_and_a_county_is_small_enough()
    {
        const string all = "from=2026-01-01&to=2026-03-31";
        (await _service.Client.ReadAsync($"/metrics/M04?area=61&groupBy=type,outcome&{all}")).Body!["groups"]!.AsArray()
            .Select(g => (int)g!["denominator"]!).ShouldBe([3, 1], ignoreOrder: true);
        (await _service.Client.ReadAsync($"/metrics/M04?area=610981&groupBy=committee,outcome&{all}")).Body!["groups"]!.AsArray()
            .Select(g => (int)g!["denominator"]!).ShouldBe([2, 1], ignoreOrder: true);
    }
}
