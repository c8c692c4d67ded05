using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Anomalies;

/// <summary>Townships that close most of a month on its last three days.</summary>
internal static class MonthEnds
{
    private const int Days = 3;

    /// <summary>Kept in the cells of closed cases, since no cell knows of days.</summary>
    internal static readonly Sum LastDays = Sum.Of(Cohort.Closed, $"extract(month from d.closed_on + {Days}) <> extract(month from d.closed_on)");

    internal static IEnumerable<Finding> In(Slice slice)
    {
        var rule = AnomalyRules.MonthEnd;
        var late = slice.Townships.Where(t => t.Closed >= rule["closed"] && 100 * t.LastDays >= rule["percent"] * t.Closed);
        foreach (var t in late.OrderBy(t => (t.Area, t.Month)))
        {
            var last = t.Month.AddMonths(1).AddDays(-1);
            var counts = new Dictionary<string, decimal>
            {
                ["closed"] = t.Closed, ["lastDays"] = t.LastDays, ["percent"] = Figure.Percentage(t.LastDays, t.Closed)!.Value,
            };
            var id = Finding.IdOf(rule.Kind, Finding.PeriodOf(t.Month), t.Area);
            yield return Finding.Of(rule, slice, t.Area, t.Month, id, new Evidence(t.Month, last, counts, [], [])) with
            {
                Behind = new Behind(t.Area, "closed_on", last.AddDays(1 - Days), last),
            };
        }
    }
}
