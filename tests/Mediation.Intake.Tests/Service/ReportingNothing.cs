using System.Net;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Testing;

namespace Mediation.Intake.Tests.Service;

public sealed class ReportingNothing(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    private const string Village = "610981100004";

    [Fact]
    public async Task a_grid_is_missing_until_a_lead_or_a_zero_report_comes_from_it()
    {
        string[] grids = [Village + "001", Village + "002", Village + "003"];
        await SetAsync(Village, grids);
        (await MissingAsync("610981")).ShouldBe(grids);

        var day = ChinaTime.DayOf(TimeProvider.System.GetUtcNow());
        var first = (await intake.Client.PostAsync("/zero-reports", new { gridCode = grids[0] })).Must(HttpStatusCode.Created);
        var again = (await intake.Client.PostAsync("/zero-reports", new { gridCode = grids[0], day })).Must(HttpStatusCode.Created);
        (again.Id, again["filedAt"]).ShouldBe((first.Id, first["filedAt"]));
        using (var other = intake.As(Roles.IntakeClerk, [intake.NewId()], Village))
        {
            var lead = (await other.PostAsync("/leads", new { areaCode = grids[1], text = "吵架" })).Must(HttpStatusCode.Created);
            // Taken by one unit, it is a report of the grid all the same.
            (await other.PostAsync($"/leads/{lead.Id}/settlement", new { note = "好了" }, lead.ETag)).Must(HttpStatusCode.OK);
        }

        (await MissingAsync("610981")).ShouldBe([grids[2]]);
        (await MissingAsync(grids[2])).ShouldBe([grids[2]]);
        var facts = await intake.Others.WaitForAsync<ZeroReportFactsChanged>(m => m.ReportId == first.Id);
        (facts.AreaCode, facts.Day, facts.Withdrawn).ShouldBe((grids[0], day, false));
        var listed = await intake.Client.ReadAsync($"/zero-reports?area={Village}&day={day:yyyy-MM-dd}");
        listed.Body!["items"]!.AsArray().ShouldHaveSingleItem()!["gridCode"]!.ToString().ShouldBe(grids[0]);

        // A lead that comes later the same day stands beside the report.
        (await intake.Client.PostAsync("/leads", new { areaCode = grids[0], text = "傍晚又吵" })).Must(HttpStatusCode.Created);
        (await intake.Client.ReadAsync($"/zero-reports?area={grids[0]}&day={day:yyyy-MM-dd}")).Body!["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task of_twenty_reports_of_one_grid_and_day_at_once_all_are_told_of_the_one()
    {
        const string Grid = "610981100006001";
        await SetAsync("610981100006", Grid);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => intake.Client.PostAsync("/zero-reports", new { gridCode = Grid })));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.Created);
        answers.Select(a => a["filedAt"]).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task a_grid_that_is_on_no_register_or_in_another_area_reports_nothing()
    {
        (await intake.Client.PostAsync("/zero-reports", new { gridCode = Village + "999" })).Must(HttpStatusCode.Conflict).Code.ShouldBe("grid.notRegistered");
        (await intake.Client.PostAsync("/zero-reports/grids", new { villageCode = "610981100999", gridCodes = new[] { "610981100999001" }, from = "2026-01-01" }))
            .Must(HttpStatusCode.BadRequest).Fields.ShouldBe(["villageCode:unknown"]);
        using var elsewhere = intake.As(Roles.IntakeClerk, [intake.NewId()], "3302");
        (await elsewhere.PostAsync("/zero-reports", new { gridCode = Village + "001" })).Must(HttpStatusCode.Forbidden);
        (await elsewhere.ReadAsync($"/zero-reports/missing?area={Village}")).Must(HttpStatusCode.Forbidden);
    }

    private async Task SetAsync(string village, params string[] grids) =>
        (await intake.Client.PostAsync("/zero-reports/grids", new { villageCode = village, gridCodes = grids, from = "2026-01-01" })).Must(HttpStatusCode.OK);

    private async Task<IReadOnlyList<string>> MissingAsync(string area) =>
        [.. (await intake.Client.ReadAsync($"/zero-reports/missing?area={area}")).Must(HttpStatusCode.OK).Body!["items"]!.AsArray()
            .Select(g => g!.ToString()).Where(g => g.StartsWith(Village, StringComparison.Ordinal))];
}
