namespace Mediation.Reporting.Metrics;

/// <summary>How many rows have which value, and what is exactly known from that.</summary>
internal sealed class Histogram
{
    // In order and one of each value only when it is asked: a group of a large answer is put together from hundreds.
    private List<(int Value, long Rows)> _rows = [];
    private bool _ordered = true;

    /// <summary>In the order of values; without those that no row has.</summary>
    internal IReadOnlyList<(int Value, long Rows)> Rows
    {
        get
        {
            if (!_ordered)
            {
                _rows = Merged();
                _ordered = true;
            }

            return _rows;
        }
    }

    internal void Add(int value, long rows)
    {
        _rows.Add((value, rows));
        _ordered = false;
    }

    internal void Add(Histogram other, int sign)
    {
        foreach (var (value, rows) in other._rows)
        {
            Add(value, sign * rows);
        }
    }

    /// <summary>The middle one, or half way between the two in the middle; null of nothing.</summary>
    internal decimal? Median()
    {
        var rows = Rows.Sum(r => r.Rows);
        return rows == 0 ? null : (At((rows + 1) / 2) + At((rows + 2) / 2)) / 2m;
    }

    /// <summary>The smallest value that at least this share does not exceed; null of nothing.</summary>
    internal decimal? Percentile(decimal share)
    {
        var rows = Rows.Sum(r => r.Rows);
        return rows == 0 ? null : At((long)Math.Ceiling(share * rows));
    }

    private int At(long rank)
    {
        foreach (var (value, rows) in Rows)
        {
            rank -= rows;
            if (rank <= 0)
            {
                return value;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(rank));
    }

    private List<(int Value, long Rows)> Merged()
    {
        _rows.Sort();
        var merged = new List<(int Value, long Rows)>();
        foreach (var (value, rows) in _rows)
        {
            if (merged.Count > 0 && merged[^1].Value == value)
            {
                merged[^1] = (value, merged[^1].Rows + rows);
            }
            else
            {
                merged.Add((value, rows));
            }
        }

        merged.RemoveAll(r => r.Rows == 0);
        return merged;
    }
}
