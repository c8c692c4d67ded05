namespace Mediation.Reporting.Anomalies;

/// <summary>
/// Villages far above the others of their county, by Iglewicz and Hoaglin's modified z-score: median and median absolute deviation, so that one
/// high village does not move what it is compared with. Where more than half are alike, the mean absolute deviation takes its place.
/// </summary>
internal static class Concentrations
{
    private const decimal OfMedian = 1.4826m;
    private const decimal OfMean = 1.2533m;
    private const int Households = 1_000;

    internal static IEnumerable<Finding> In(Slice slice) =>
        slice.Accepted.GroupBy(a => a.Month).SelectMany(month => Of(slice, month.Key, [.. month]));

    private static IEnumerable<Finding> Of(Slice slice, DateOnly month, List<VillageMonth> accepted)
    {
        var rule = AnomalyRules.Concentration;
        var disputes = accepted.GroupBy(a => a.Area).ToDictionary(a => a.Key, a => a.Sum(v => v.Disputes));
        var known = slice.Villages.Where(v => v.Households > 0).ToList();
        var perHouseholds = known.Count >= rule["villages"] && disputes.Keys.All(area => known.Any(v => v.Area == area));
        var values = (perHouseholds ? known : slice.Villages).ToDictionary(
            v => v.Area, v => disputes.GetValueOrDefault(v.Area) * (perHouseholds ? Households / v.Households!.Value : 1));
        if (values.Count < rule["villages"])
        {
            yield break;
        }

        var median = Median(values.Values);
        var deviations = values.Values.Select(v => Math.Abs(v - median)).ToList();
        var spread = Median(deviations) is > 0 and var mad ? OfMedian * mad : OfMean * deviations.Average();
        foreach (var (area, count) in disputes.Where(d => d.Value >= rule["disputes"]).OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            // Rounded, so that what is stored is what was compared.
            var score = spread == 0 ? 0 : decimal.Round((values[area] - median) / spread, 2, MidpointRounding.AwayFromZero);
            if (score >= rule["score"])
            {
                yield return Found(slice, area, month, new Dictionary<string, decimal>
                {
                    ["disputes"] = count, [perHouseholds ? "perThousandHouseholds" : "value"] = Rounded(values[area]), ["median"] = Rounded(median),
                    ["spread"] = Rounded(spread), ["score"] = score, ["villages"] = values.Count,
                });
            }
        }
    }

    private static Finding Found(Slice slice, string area, DateOnly month, Dictionary<string, decimal> counts)
    {
        var rule = AnomalyRules.Concentration;
        var last = month.AddMonths(1).AddDays(-1);
        var id = Finding.IdOf(rule.Kind, Finding.PeriodOf(month), area);
        return Finding.Of(rule, slice, area, month, id, new Evidence(month, last, counts, [], [])) with
        {
            Behind = new Behind(area, "accepted_on", month, last),
        };
    }

    private static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static decimal Rounded(decimal value) => decimal.Round(value, 4, MidpointRounding.AwayFromZero);
}
