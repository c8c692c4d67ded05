namespace Mediation.Reporting.Anomalies;

/// <summary>Townships where everything succeeded for a quarter: resolution (M04) and satisfaction (M11).</summary>
internal static class FullRates
{
    private const int MonthsOfQuarter = 3;

    internal static IEnumerable<Finding> In(Slice slice) => slice.Townships
        .GroupBy(t => (t.Area, Quarter: (t.Month.Month - 1) / MonthsOfQuarter))
        .OrderBy(g => g.Key)
        .SelectMany(g => new[]
        {
            Of(slice, g.Key.Area, g.Key.Quarter, "M04", g.Sum(t => t.Agreed), g.Sum(t => t.Counted), "closed_on"),
            Of(slice, g.Key.Area, g.Key.Quarter, "M11", g.Sum(t => t.Satisfied), g.Sum(t => t.Answers), null),
        })
        .OfType<Finding>();

    private static Finding? Of(Slice slice, string area, int quarter, string metric, decimal numerator, decimal denominator, string? column)
    {
        var rule = AnomalyRules.FullRate;
        if (denominator < rule["cases"] || numerator != denominator)
        {
            return null;
        }

        var first = new DateOnly(slice.Year, (quarter * MonthsOfQuarter) + 1, 1);
        var (month, last) = (first.AddMonths(MonthsOfQuarter - 1), first.AddMonths(MonthsOfQuarter).AddDays(-1));
        var counts = new Dictionary<string, decimal> { ["numerator"] = numerator, ["denominator"] = denominator };
        var id = Finding.IdOf(rule.Kind, Finding.PeriodOf(month), $"{area}/{metric}");
        return Finding.Of(rule, slice, area, month, id, new Evidence(first, last, counts, [metric], [])) with
        {
            Behind = column is null ? null : new Behind(area, column, first, last),
        };
    }
}
