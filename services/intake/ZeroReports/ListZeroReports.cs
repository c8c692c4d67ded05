using Mediation.EventStore;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.ZeroReports;

internal static class ListZeroReports
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, StoreReader store, string? area = null, DateOnly? day = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        var check = new FieldCheck().That(ListFilters.MayBeArea(area), "area", "malformed", "区划代码有误", "Not an area code");
        if ((paging.Refusal ?? check.Refusal) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var found = await store.QueryAsync<ZeroReport>(
            p =>
            {
                List<string> conditions = [$"id > {p.Bind(after ?? Guid.Empty)}", .. ListFilters.InArea(p, area)];
                conditions.AddRange(day is { } on ? [$"day = {p.Bind(on.ToString("O"))}"] : []);
                return $"{string.Join(" and ", conditions)} order by id limit {p.Bind(paging.Size + 1)}";
            },
            http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(Listed)], item => item.Id), ServiceJson.Options);
    }

    private static ZeroReportAnswer Listed(Fetched<ZeroReport> report) => new(report.Id, report.State.AreaCode, report.State.Day, report.State.FiledAt);
}
