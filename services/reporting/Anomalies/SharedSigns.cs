namespace Mediation.Reporting.Anomalies;

/// <summary>Phones that many parties have, wordings that many agreements have: of a calendar year, in a county.</summary>
internal static class SharedSigns
{
    internal const string Phone = "phone";
    internal const string Terms = "terms";

    internal static IEnumerable<Finding> In(Slice slice) => slice.Shared
        .GroupBy(s => (s.Kind, s.Mark))
        .Select(g => g.Key.Kind == Phone ? OfPhone(slice, g.Key.Mark, [.. g]) : OfTerms(slice, g.Key.Mark, [.. g]))
        .OfType<Finding>();

    private static Finding? OfPhone(Slice slice, string mark, List<Sign> signs)
    {
        var rule = AnomalyRules.SharedPhone;
        var (parties, disputes) = (signs.Select(s => s.Item).Distinct().Count(), signs.Select(s => s.Dispute).Distinct().Count());
        return parties < rule["parties"] || disputes < rule["disputes"] ? null
            : Found(rule, slice, mark, signs, new Dictionary<string, decimal> { ["parties"] = parties, ["disputes"] = disputes });
    }

    private static Finding? OfTerms(Slice slice, string mark, List<Sign> signs)
    {
        var rule = AnomalyRules.SameObligations;
        var (agreements, disputes) = (signs.Select(s => s.Item).Distinct().Count(), signs.Select(s => s.Dispute).Distinct().Count());
        // Agreements of one dispute's rounds may well say the same.
        return disputes < rule["agreements"] ? null
            : Found(rule, slice, mark, signs, new Dictionary<string, decimal> { ["agreements"] = agreements, ["disputes"] = disputes });
    }

    // Of the county as a whole: whoever sees one of its villages only would be shown the disputes of others.
    private static Finding Found(AnomalyRule rule, Slice slice, string mark, List<Sign> signs, Dictionary<string, decimal> counts)
    {
        var (first, last) = (signs.Min(s => s.Day), signs.Max(s => s.Day));
        var disputes = signs.Select(s => s.Dispute).Distinct().Order().Take(Evidence.MostDisputes);
        return Finding.Of(
            rule, slice, slice.County, new DateOnly(last.Year, last.Month, 1),
            Finding.IdOf(rule.Kind, slice.Year * 100, $"{slice.County}/{mark}"), new Evidence(first, last, counts, [], [.. disputes]));
    }
}
