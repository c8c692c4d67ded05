namespace Mediation.Reporting.Cells;

/// <summary>How many rows have which value, in no order.</summary>
internal sealed class Spread
{
    private int[] _values = [];
    private int[] _rows = [];
    private int _count;

    internal bool IsEmpty => _count == 0;

    internal int[] Values => _values[.._count];

    internal int[] Rows => _rows[.._count];

    /// <summary>Adds rows, or takes as many away as it is less than none.</summary>
    internal void Add(int value, int rows)
    {
        var at = IndexOf(value);
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

        _rows[at] += rows;
        if (_rows[at] == 0)
        {
            _count--;
            (_values[at], _rows[at]) = (_values[_count], _rows[_count]);
            _rows[_count] = 0;
        }
    }

    internal void Add(Spread other)
    {
        for (var i = 0; i < other._count; i++)
        {
            Add(other._values[i], other._rows[i]);
        }
    }

    internal void Clear()
    {
        Array.Clear(_rows);
        _count = 0;
    }

    /// <summary>Whether these are the same, in whatever order.</summary>
    internal bool Is(int[]? values, int[]? rows)
    {
        if (values?.Length != _count || rows?.Length != _count)
        {
            return false;
        }

        for (var i = 0; i < _count; i++)
        {
            var at = IndexOf(values[i]);
            if (at < 0 || _rows[at] != rows[i] || values.AsSpan(0, i).Contains(values[i]))
            {
                return false;
            }
        }

        return true;
    }

    private int IndexOf(int value) => _values.AsSpan(0, _count).IndexOf(value);
}
