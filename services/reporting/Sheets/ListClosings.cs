using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

internal static class ListClosings
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, string sheet, StoreReader caller, string? area = null, string? month = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        AreaCode? known = null;
        var bad = paging.Refusal
            ?? new FieldCheck().That(area is null || AreaCode.TryParse(area, out known), "area", "unknown", "没有该行政区划", "No such area")
                .That(month is null || SheetQuery.TryMonth(month, out _), "month", "malformed", "应为 yyyy-MM", "Must be yyyy-MM").Refusal
            ?? (SheetQuery.Knows(sheet) ? null : Refusal.Unknown("sheet"));
        if (bad is not null)
        {
            return Problem.From(http, bad);
        }

        var prefix = known?.Value ?? "";
        var found = await caller.QueryAsync<SheetClosing>(
            p => $"sheet = {p.Bind(sheet)} and area_code >= {p.Bind(prefix)} and area_code < {p.Bind($"{prefix}:")}"
                + $"{(month is null ? "" : $" and month = {p.Bind(month)}")} and id > {p.Bind(after ?? Guid.Empty)} order by id limit {p.Bind(paging.Size + 1)}",
            http.RequestAborted);
        return Results.Json(
            paging.PageOf([.. found.Select(c => new ClosingListed(c.Id, c.State.AreaCode, c.State.Month, c.State.Revision))], c => c.Id), ServiceJson.Options);
    }
}

internal sealed record ClosingListed(Guid Id, string Area, string Month, int Revision);
