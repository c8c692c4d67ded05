namespace Mediation.Reporting.Metrics;

/// <summary>Sums of a cohort, or of a group of it.</summary>
internal sealed class Tally
{
    // A handful: looking through them is quicker than hashing, and an answer may have thousands of tallies.
    private readonly List<(Sum Sum, decimal Value)> _sums = [];

    internal decimal this[Sum sum]
    {
        get
        {
            var place = PlaceOf(sum);
            return place < 0 ? 0 : _sums[place].Value;
        }
    }

    /// <summary>How many rows have which value; null where no histogram is asked.</summary>
    internal Histogram? Histogram { get; private set; }

    /// <summary>The denominator where it comes from reference data.</summary>
    internal Referred? Referred { get; set; }

    internal bool IsZero => _sums.TrueForAll(sum => sum.Value == 0);

    internal void Add(Sum sum, decimal value)
    {
        var place = PlaceOf(sum);
        if (place < 0)
        {
            _sums.Add((sum, value));
        }
        else
        {
            _sums[place] = (sum, _sums[place].Value + value);
        }
    }

    internal void Add(int value, long rows) => (Histogram ??= new()).Add(value, rows);

    internal void Add(Tally other, int sign = 1)
    {
        foreach (var (sum, value) in other._sums)
        {
            Add(sum, sign * value);
        }

        if (other.Histogram is { } histogram)
        {
            (Histogram ??= new()).Add(histogram, sign);
        }
    }

    private int PlaceOf(Sum sum) => _sums.FindIndex(known => known.Sum == sum);
}

/// <summary>A denominator from reference data, with what it is.</summary>
/// <param name="Amount">People or grids.</param>
/// <param name="Households">Beside the people; null where it is none of people.</param>
/// <param name="Kind">registered or resident; null where it is none of people.</param>
/// <param name="Year">Of the count of people.</param>
/// <param name="KindDiffers">Whether another kind was asked for, or parts are of different kinds.</param>
internal sealed record Referred(decimal Amount, decimal? Households = null, string? Kind = null, int? Year = null, bool KindDiffers = false);
