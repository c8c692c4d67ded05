using System.Globalization;
using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Storage;

/// <summary>Working days by the holidays list, kept for an hour: operators may replace the list while the service runs. Thread-safe.</summary>
internal sealed class WorkingDaysSource(CodeLists lists, TimeProvider clock)
{
    internal const string List = "holidays-cn";
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private Loaded? _loaded;

    internal async Task<WorkingDays> GetAsync(CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (_loaded is { } loaded && now < loaded.Until)
        {
            return loaded.Days;
        }

        var entries = await lists.ListAsync(List, ChinaTime.DayOf(now), cancellation: cancellation);
        var days = new WorkingDays(OfKind(entries, "holiday"), OfKind(entries, "workday"));
        _loaded = new Loaded(now + Kept, days);
        return days;
    }

    private static HashSet<DateOnly> OfKind(IEnumerable<CodeEntry> entries, string kind) =>
        [.. entries.Where(e => e.Columns["kind"] == kind).Select(e => DateOnly.ParseExact(e.Code, "yyyy-MM-dd", CultureInfo.InvariantCulture))];

    private sealed record Loaded(DateTimeOffset Until, WorkingDays Days);
}
