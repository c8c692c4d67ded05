using System.Globalization;
using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>Which sheet of which area and month.</summary>
internal sealed record SheetQuery(string Sheet, AreaCode Area, string AreaName, DateOnly Month)
{
    private const int VillageDigits = 12;

    private static readonly Dictionary<string, string> Titles = new(StringComparer.Ordinal)
    {
        ["S1"] = DisputeSheet.Title, ["S2"] = JusticeSheet.Title, ["S3"] = CommitteeSheet.Title,
    };

    internal string MonthText => $"{Month:yyyy-MM}";

    internal DateOnly LastDay => Month.AddMonths(1).AddDays(-1);

    internal Guid ClosingId => SheetClosing.IdOf(Sheet, Area.Value, MonthText);

    internal static string TitleOf(string sheet) => Titles[sheet];

    internal static bool Knows(string? sheet) => sheet is not null && Titles.ContainsKey(sheet);

    /// <summary>Reads and checks it; what is wrong is named.</summary>
    internal static async Task<(SheetQuery?, Refusal?)> OfAsync(
        string sheet, string? area, string? month, CodeLists lists, DateOnly today, CancellationToken cancellation)
    {
        if (!Knows(sheet))
        {
            return (null, Refusal.Unknown("sheet"));
        }

        var known = AreaCode.TryParse(area, out var code);
        var dated = TryMonth(month, out var first);
        var name = known && dated ? await NameAsync(code!.Value, first, lists, cancellation) : null;
        var check = new FieldCheck().Text("area", area, VillageDigits).Text("month", month, 7)
            .That(string.IsNullOrWhiteSpace(area) || (known && (!dated || name is not null)), "area", "unknown", "没有该行政区划", "No such area in that month")
            .That(string.IsNullOrWhiteSpace(month) || dated, "month", "malformed", "应为 yyyy-MM", "Must be yyyy-MM")
            .That(!dated || first.Year >= 2000, "month", "outOfRange", "月份过早", "Too long ago")
            .That(!dated || first <= today, "month", "inFuture", "不得晚于本月", "Must not be in the future");
        return check.Refusal is { } bad ? (null, bad) : (new SheetQuery(sheet, code!.Value, name!, first), null);
    }

    internal static bool TryMonth(string? text, out DateOnly first)
    {
        first = default;
        return text is { Length: 7 } && DateOnly.TryParseExact($"{text}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out first);
    }

    private static async Task<string?> NameAsync(AreaCode area, DateOnly month, CodeLists lists, CancellationToken cancellation) =>
        (await lists.FindAsync(ReportingService.Areas, area.Value, month.AddMonths(1).AddDays(-1), cancellation))?.Name;
}
