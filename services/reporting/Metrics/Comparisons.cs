using System.Text.Json.Serialization;

namespace Mediation.Reporting.Metrics;

/// <summary>
/// M21: the figure of another period, and the change since: (current − previous) / previous with 4 places and in percent with 2, null where
/// there was none; for shares the difference in percentage points, too.
/// </summary>
internal sealed record ComparisonAnswer(
    string Kind, DateOnly From, DateOnly To, decimal? Numerator, decimal? Denominator, decimal? Value, decimal? Change, decimal? ChangePercent, decimal? Points,
    IReadOnlyList<string> Flags)
{
    /// <summary>How many disputes the other period had.</summary>
    [JsonIgnore]
    public decimal Rows { get; init; }
}

/// <summary>Periods to compare with, and what has changed since.</summary>
internal static class Comparisons
{
    internal const string Explicit = "explicit";

    /// <summary>The period before, of as many whole months or days, or the same days a year before.</summary>
    internal static (DateOnly From, DateOnly To)? PeriodOf(string? compare, DateOnly from, DateOnly to)
    {
        var wholeMonths = from.Day == 1 && IsLast(to);
        return compare switch
        {
            "year" => (from.AddYears(-1), wholeMonths ? LastOf(to.AddYears(-1)) : to.AddYears(-1)),
            "previous" when wholeMonths => (from.AddMonths(-Months(from, to)), from.AddDays(-1)),
            "previous" => (from.AddDays(from.DayNumber - to.DayNumber - 1), from.AddDays(-1)),
            _ => null,
        };
    }

    internal static ComparisonAnswer Of(MetricQuery query, Figure current, Figure previous)
    {
        var (from, to) = query.ComparedWith!.Value;
        var change = current.Value is { } now && previous.Value is { } then && then != 0 ? Exact(query.Metric, current, previous) : (decimal?)null;
        return new ComparisonAnswer(
            query.Compare ?? Explicit, from, to, previous.Numerator, previous.Denominator, previous.Value,
            change is { } share ? Figure.Round(share, 4) : null, change is { } percent ? Figure.Round(100 * percent, 2) : null,
            query.Metric.Kind == MetricKind.Ratio ? Points(current, previous) : null, [.. FlagsOf(query, current, previous)])
        {
            Rows = previous.Rows,
        };
    }

    // From exact quotients, so that nothing is rounded twice.
    private static decimal Exact(Metric metric, Figure current, Figure previous)
    {
        var (now, then) = (Quotient(metric, current), Quotient(metric, previous));
        return then == 0 ? 0 : (now - then) / then;
    }

    private static decimal Quotient(Metric metric, Figure figure) =>
        metric.Kind is MetricKind.Count or MetricKind.Distinct ? figure.Numerator : figure.Numerator / figure.Denominator!.Value;

    private static decimal? Points(Figure current, Figure previous) => current.Denominator is 0 or null || previous.Denominator is 0 or null
        ? null
        : Figure.Round(100 * ((current.Numerator / current.Denominator.Value) - (previous.Numerator / previous.Denominator.Value)), 2);

    private static IEnumerable<string> FlagsOf(MetricQuery query, Figure current, Figure previous)
    {
        var (from, to) = query.ComparedWith!.Value;
        // Months differ in length; only who names the periods gets unequal ones.
        if (query.Compare is null && to.DayNumber - from.DayNumber != query.To.DayNumber - query.From.DayNumber)
        {
            yield return "unequalPeriods";
        }

        if (current.PopulationKind != previous.PopulationKind)
        {
            yield return "populationKindDiffers";
        }

        foreach (var flag in previous.Flags.Where(f => f is Figure.EmptyDenominator or "smallNumbers"))
        {
            yield return flag;
        }
    }

    private static int Months(DateOnly from, DateOnly to) => ((to.Year - from.Year) * 12) + to.Month - from.Month + 1;

    private static bool IsLast(DateOnly day) => day.AddDays(1).Day == 1;

    private static DateOnly LastOf(DateOnly month) => new(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
}
