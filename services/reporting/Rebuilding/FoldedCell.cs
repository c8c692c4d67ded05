namespace Mediation.Reporting.Rebuilding;

/// <summary>The sums of rows, and of a cohort with a histogram how many of them have which value.</summary>
/// <param name="whole">How many sums there are of whole numbers.</param>
/// <param name="exact">How many of others.</param>
internal sealed class FoldedCell(int whole, int exact)
{
    private readonly long[] _whole = new long[whole];
    private readonly decimal[] _exact = new decimal[exact];
    private int[] _values = [];
    private int[] _rows = [];
    private int _count;

    /// <summary>How many rows.</summary>
    internal long Rows { get; private set; }

    /// <summary>Whether it lies in the table already as it is.</summary>
    internal bool IsKept { get; set; }

    internal ReadOnlySpan<long> Whole => _whole;

    internal ReadOnlySpan<decimal> Exact => _exact;

    /// <summary>Which values there are, in no order.</summary>
    internal int[] Values => _values[.._count];

    /// <summary>How many rows have each.</summary>
    internal int[] RowsOfValues => _rows[.._count];

    internal void Add(int? value, ReadOnlySpan<long> whole, ReadOnlySpan<decimal> exact)
    {
        Rows++;
        for (var i = 0; i < whole.Length; i++)
        {
            _whole[i] += whole[i];
        }

        for (var i = 0; i < exact.Length; i++)
        {
            _exact[i] += exact[i];
        }

        if (value is { } of)
        {
            Add(of);
        }
    }

    /// <summary>Whether values and rows are the same, in whatever order.</summary>
    internal bool HasSpread(int[]? values, int[]? rows)
    {
        if (values?.Length != _count || rows?.Length != _count)
        {
            return _count == 0 && values is null && rows is null;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var at = _values.AsSpan(0, _count).IndexOf(values[i]);
            if (at < 0 || _rows[at] != rows[i])
            {
                return false;
            }
        }

        return values.Distinct().Count() == _count;
    }

    private void Add(int value)
    {
        var at = _values.AsSpan(0, _count).IndexOf(value);
        if (at < 0)
        {
            if (_count == _values.Length)
            {
                Array.Resize(ref _values, Math.Max(4, 2 * _count));
                Array.Resize(ref _rows, _values.Length);
            }

            at = _count++;
            _values[at] = value;
        }

        _rows[at]++;
    }
}
