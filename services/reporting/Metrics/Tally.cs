namespace Mediation.Reporting.Metrics;

/// <summary>Sums of a cohort, or of a group of it.</summary>
internal sealed class Tally
{
    private readonly Dictionary<Sum, decimal> _sums = [];

    internal decimal this[Sum sum] => _sums.GetValueOrDefault(sum);

    /// <summary>How many rows have which value; empty where no histogram is kept.</summary>
    internal SortedDictionary<int, decimal> Histogram { get; } = [];

    /// <summary>The denominator where it comes from reference data.</summary>
    internal Referred? Referred { get; set; }

    internal bool IsZero => _sums.Values.All(sum => sum == 0);

    internal void Add(Sum sum, decimal value) => _sums[sum] = this[sum] + value;

    internal void Add(int value, decimal rows) => Histogram[value] = Histogram.GetValueOrDefault(value) + rows;

    internal void Add(Tally other, int sign = 1)
    {
        foreach (var (sum, value) in other._sums)
        {
            Add(sum, sign * value);
        }

        foreach (var (value, rows) in other.Histogram)
        {
            Add(value, sign * rows);
        }
    }
}

/// <summary>A denominator from reference data, with what it is.</summary>
/// <param name="Amount">People or grids.</param>
/// <param name="Households">Beside the people; null where it is none of people.</param>
/// <param name="Kind">registered or resident; null where it is none of people.</param>
/// <param name="Year">Of the count of people.</param>
/// <param name="KindDiffers">Whether another kind was asked for, or parts are of different kinds.</param>
internal sealed record Referred(decimal Amount, decimal? Households = null, string? Kind = null, int? Year = null, bool KindDiffers = false);
