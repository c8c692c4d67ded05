namespace Mediation.Reporting.Metrics;

/// <summary>Sums of a cohort, or of a group of it.</summary>
internal sealed class Tally
{
    // A handful: looking through them is quicker than hashing. Thousands of tallies of one answer share the list of what is summed.
    private IReadOnlyList<Sum> _sums = [];
    private decimal[] _values = [];

    internal decimal this[Sum sum]
    {
        get
        {
            var place = PlaceOf(sum);
            return place < 0 ? 0 : _values[place];
        }
    }

    /// <summary>How many rows have which value; null where no histogram is asked.</summary>
    internal Histogram? Histogram { get; private set; }

    /// <summary>The denominator where it comes from reference data.</summary>
    internal Referred? Referred { get; set; }

    internal bool IsZero => _values.AsSpan().IndexOfAnyExcept(0m) < 0;

    /// <summary>Some tallies as one: the only one itself, and otherwise a new one.</summary>
    internal static Tally Of(IEnumerable<Tally> parts)
    {
        Tally? first = null, all = null;
        foreach (var part in parts)
        {
            if (first is null)
            {
                first = part;
                continue;
            }

            if (all is null)
            {
                all = new();
                all.Add(first);
            }

            all.Add(part);
        }

        return all ?? first ?? new();
    }

    internal void Add(Sum sum, decimal value) => Add([sum], [value]);

    /// <summary>Adds values of sums, in their order; the list must not change afterwards.</summary>
    internal void Add(IReadOnlyList<Sum> sums, ReadOnlySpan<decimal> values)
    {
        if (_values.Length == 0)
        {
            (_sums, _values) = (sums, values.ToArray());
            return;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var place = ReferenceEquals(sums, _sums) ? i : PlaceOf(sums[i]);
            if (place < 0)
            {
                (_sums, _values) = ([.. _sums, sums[i]], [.. _values, values[i]]);
            }
            else
            {
                _values[place] += values[i];
            }
        }
    }

    /// <summary>Adds to the histogram, or takes away: values and their rows as cells keep them.</summary>
    internal void Add(byte[] kept, int sign = 1) => (Histogram ??= new()).Add(kept, sign);

    internal void Add(Tally other, int sign = 1)
    {
        Span<decimal> signed = stackalloc decimal[other._values.Length];
        for (var i = 0; i < signed.Length; i++)
        {
            signed[i] = sign * other._values[i];
        }

        Add(other._sums, signed);
        if (other.Histogram is { } histogram)
        {
            (Histogram ??= new()).Add(histogram, sign);
        }
    }

    private int PlaceOf(Sum sum)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (_sums[i] == sum)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>A denominator from reference data, with what it is.</summary>
/// <param name="Amount">People or grids.</param>
/// <param name="Households">Beside the people; null where it is none of people.</param>
/// <param name="Kind">registered or resident; null where it is none of people.</param>
/// <param name="Year">Of the count of people.</param>
/// <param name="KindDiffers">Whether another kind was asked for, or parts are of different kinds.</param>
internal sealed record Referred(decimal Amount, decimal? Households = null, string? Kind = null, int? Year = null, bool KindDiffers = false);
