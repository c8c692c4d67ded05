using Mediation.Contracts;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.ZeroReports;

/// <summary>Grids from which nothing was heard on a day: no lead, no zero report.</summary>
internal static class ListMissingGrids
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <param name="http">The request.</param>
    /// <param name="store">The whole of it: a lead that another unit took is a report as well. The area is checked here.</param>
    /// <param name="clock">For the day, when none is given.</param>
    /// <param name="area">One of the caller's.</param>
    /// <param name="day">Today when missing.</param>
    /// <param name="after">The last grid's code.</param>
    /// <param name="limit">1 to 200.</param>
    internal static async Task<IResult> HandleAsync(
        HttpContext http, EventStore.EventStore store, TimeProvider clock, string? area = null, DateOnly? day = null, string? after = null, int? limit = null)
    {
        var within = AreaCode.TryParse(area, out var parsed) ? parsed.Value.Value : null;
        var check = new FieldCheck().Range("limit", limit, 1, Most)
            .That(within is not null, "area", "malformed", "区划代码有误", "Not an area code")
            .OptionalText("after", after, FileZeroReport.GridDigits);
        if ((check.Refusal ?? Admission.Of(http).RefusalFor(within!)) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var on = day ?? ChinaTime.DayOf(clock.GetUtcNow());
        var found = await MissingGrids.ReadAsync(store, within!, on, after ?? "", (limit ?? Usual) + 1, http.RequestAborted);
        var more = found.Count > (limit ?? Usual);
        IReadOnlyList<string> items = more ? [.. found.SkipLast(1)] : found;
        return Results.Json(new MissingGridsPage(on, items, more ? items[^1] : null), ServiceJson.Options);
    }
}

/// <param name="Day">Of which day.</param>
/// <param name="Items">Codes of the grids.</param>
/// <param name="Next">What to ask for as <c>after</c>; null at the end.</param>
internal sealed record MissingGridsPage(DateOnly Day, IReadOnlyList<string> Items, string? Next);
