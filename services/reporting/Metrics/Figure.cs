namespace Mediation.Reporting.Metrics;

/// <summary>The arithmetic of metrics.md: decimal, half away from zero, 0/0 is null.</summary>
internal sealed record Figure(
    long Numerator, long? Denominator, decimal? Value, decimal? Percent, decimal? Pending, IReadOnlyDictionary<string, long> Excluded, IReadOnlyList<string> Flags)
{
    private const int Small = 30;
    private const decimal MuchPending = 0.05m;

    internal static Figure Of(Metric metric, Tally tally)
    {
        var excluded = metric.Exclusions.ToDictionary(e => e.Reason, e => tally.Excluded(e.Reason));
        if (metric.IsCount)
        {
            return new Figure(tally.Numerator, null, tally.Numerator, null, null, excluded, []);
        }

        decimal? share = tally.Denominator == 0 ? null : (decimal)tally.Open / tally.Denominator;
        return new Figure(
            tally.Numerator, tally.Denominator, Ratio(tally.Numerator, tally.Denominator), Percentage(tally.Numerator, tally.Denominator),
            share is null ? null : Round(share.Value, 4), excluded, [.. FlagsOf(tally, share)]);
    }

    /// <summary>4 places.</summary>
    internal static decimal? Ratio(long numerator, long denominator) =>
        denominator == 0 ? null : Round((decimal)numerator / denominator, 4);

    /// <summary>2 places, from the exact quotient: a ratio rounded before would be rounded twice.</summary>
    internal static decimal? Percentage(long numerator, long denominator) =>
        denominator == 0 ? null : Round(100m * numerator / denominator, 2);

    private static decimal Round(decimal value, int places) => Math.Round(value, places, MidpointRounding.AwayFromZero);

    private static IEnumerable<string> FlagsOf(Tally tally, decimal? openShare)
    {
        if (tally.Denominator == 0)
        {
            yield return "emptyDenominator";
            yield break;
        }

        if (tally.Denominator < Small)
        {
            yield return "smallNumbers";
        }

        if (openShare > MuchPending)
        {
            yield return "pending";
        }

        if (tally.Numerator == tally.Denominator)
        {
            yield return "hundredPercent";
        }
    }
}
