using System.Buffers.Binary;

namespace Mediation.Reporting.Cells;

/// <summary>
/// How many rows have which value, in no order. Kept as bytes, each value with its rows as two big-endian numbers: a list of numbers takes PostgreSQL
/// and its client several times as long to send and to read.
/// </summary>
internal sealed class Spread
{
    private const int Pair = 2 * sizeof(int);
    private const int Few = 1_024;

    private int[] _values = [];
    private int[] _rows = [];
    private int _count;

    internal bool IsEmpty => _count == 0;

    /// <summary>As it is kept; empty where there is nothing.</summary>
    internal byte[] Bytes
    {
        get
        {
            var bytes = new byte[Pair * _count];
            for (var i = 0; i < _count; i++)
            {
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(i * Pair), _values[i]);
                BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan((i * Pair) + sizeof(int)), _rows[i]);
            }

            return bytes;
        }
    }

    /// <summary>How many values are kept in so many bytes.</summary>
    internal static int CountOf(ReadOnlySpan<byte> kept) => kept.Length / Pair;

    /// <summary>One of the values that are kept, and its rows.</summary>
    internal static (int Value, int Rows) At(ReadOnlySpan<byte> kept, int i) =>
        (BinaryPrimitives.ReadInt32BigEndian(kept[(i * Pair)..]), BinaryPrimitives.ReadInt32BigEndian(kept[((i * Pair) + sizeof(int))..]));

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

    /// <summary>Adds what is kept.</summary>
    internal void Add(ReadOnlySpan<byte> kept)
    {
        for (var i = 0; i < CountOf(kept); i++)
        {
            var (value, rows) = At(kept, i);
            Add(value, rows);
        }
    }

    internal void Clear()
    {
        Array.Clear(_rows);
        _count = 0;
    }

    /// <summary>Whether the same is kept, in whatever order.</summary>
    internal bool Is(ReadOnlySpan<byte> kept)
    {
        if (CountOf(kept) != _count)
        {
            return false;
        }

        Span<bool> seen = _count <= Few ? stackalloc bool[_count] : new bool[_count];
        for (var i = 0; i < _count; i++)
        {
            var (value, rows) = At(kept, i);
            var at = IndexOf(value);
            if (at < 0 || _rows[at] != rows || seen[at])
            {
                return false;
            }

            seen[at] = true;
        }

        return true;
    }

    private int IndexOf(int value) => _values.AsSpan(0, _count).IndexOf(value);
}
