namespace Mediation.Reporting.Metrics;

/// <summary>What is exactly known of values by how often each occurs.</summary>
internal static class Histograms
{
    /// <summary>The middle one, or half way between the two in the middle; null of nothing.</summary>
    internal static decimal? Median(SortedDictionary<int, decimal> histogram)
    {
        var rows = histogram.Values.Sum();
        return rows == 0 ? null : (At(histogram, Math.Floor((rows + 1) / 2)) + At(histogram, Math.Ceiling((rows + 1) / 2))) / 2m;
    }

    /// <summary>The smallest value that at least this share does not exceed; null of nothing.</summary>
    internal static decimal? Percentile(SortedDictionary<int, decimal> histogram, decimal share)
    {
        var rows = histogram.Values.Sum();
        return rows == 0 ? null : At(histogram, Math.Ceiling(share * rows));
    }

    private static int At(SortedDictionary<int, decimal> histogram, decimal rank)
    {
        foreach (var (value, rows) in histogram)
        {
            rank -= rows;
            if (rank <= 0)
            {
                return value;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(rank));
    }
}
