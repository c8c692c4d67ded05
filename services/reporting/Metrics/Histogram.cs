using System.Buffers;
using Mediation.Reporting.Cells;

namespace Mediation.Reporting.Metrics;

/// <summary>How many rows have which value, and what is exactly known from that.</summary>
internal sealed class Histogram
{
    private const int Sparse = 1_024;

    // As they were read: a group of a large answer is put together from hundreds, and most are never asked.
    private readonly List<(byte[] Spread, int Sign)> _parts = [];

    /// <summary>In the order of values; without those that no row has.</summary>
    internal IReadOnlyList<(int Value, long Rows)> Rows => Ordered(rows => rows.ToArray());

    /// <summary>Adds values and their rows as a <see cref="Spread"/> keeps them; they must not change afterwards.</summary>
    internal void Add(byte[] kept, int sign = 1) => _parts.Add((kept, sign));

    internal void Add(Histogram other, int sign)
    {
        foreach (var (spread, own) in other._parts)
        {
            _parts.Add((spread, sign * own));
        }
    }

    /// <summary>
    /// The value in the middle, or half way between the two there, and the smallest that at least this share does not exceed; null of nothing.
    /// </summary>
    internal (decimal Median, decimal Percentile)? Middle(decimal share) => Ordered(rows =>
        Count(rows) is var count && count == 0 ? ((decimal, decimal)?)null
            : ((At(rows, (count + 1) / 2) + At(rows, (count + 2) / 2)) / 2m, At(rows, (long)Math.Ceiling(share * count))));

    private static long Count(ReadOnlySpan<(int Value, long Rows)> rows)
    {
        long count = 0;
        foreach (var (_, some) in rows)
        {
            count += some;
        }

        return count;
    }

    private static int At(ReadOnlySpan<(int Value, long Rows)> rows, long rank)
    {
        foreach (var (value, some) in rows)
        {
            rank -= some;
            if (rank <= 0)
            {
                return value;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(rank));
    }

    private delegate TResult Reading<TResult>(ReadOnlySpan<(int Value, long Rows)> rows);

    private TResult Ordered<TResult>(Reading<TResult> read)
    {
        var (all, first, last) = (0, int.MaxValue, int.MinValue);
        foreach (var (spread, _) in _parts)
        {
            var count = Spread.CountOf(spread);
            all += count;
            for (var i = 0; i < count; i++)
            {
                var (value, _) = Spread.At(spread, i);
                (first, last) = (Math.Min(first, value), Math.Max(last, value));
            }
        }

        // Days lie close together, so they are counted; hours may not.
        var range = (long)last - first + 1;
        var room = ArrayPool<(int Value, long Rows)>.Shared.Rent(all == 0 ? 0 : (int)Math.Max(all, Math.Min(range, all + Sparse)));
        try
        {
            return read(all == 0 ? [] : range <= all + Sparse ? Counted(room.AsSpan(0, (int)range), first) : Sorted(room.AsSpan(0, all)));
        }
        finally
        {
            ArrayPool<(int, long)>.Shared.Return(room);
        }
    }

    private Span<(int Value, long Rows)> Counted(Span<(int Value, long Rows)> room, int first)
    {
        room.Clear();
        foreach (var (spread, sign) in _parts)
        {
            for (var i = 0; i < Spread.CountOf(spread); i++)
            {
                var (value, rows) = Spread.At(spread, i);
                room[value - first].Rows += sign * rows;
            }
        }

        var kept = 0;
        for (var i = 0; i < room.Length; i++)
        {
            if (room[i].Rows != 0)
            {
                room[kept++] = (first + i, room[i].Rows);
            }
        }

        return room[..kept];
    }

    private Span<(int Value, long Rows)> Sorted(Span<(int Value, long Rows)> room)
    {
        var at = 0;
        foreach (var (spread, sign) in _parts)
        {
            for (var i = 0; i < Spread.CountOf(spread); i++)
            {
                var (value, rows) = Spread.At(spread, i);
                room[at++] = (value, sign * rows);
            }
        }

        room.Sort((one, other) => one.Value.CompareTo(other.Value));
        var kept = 0;
        for (var i = 0; i < room.Length;)
        {
            var sum = (room[i].Value, Rows: 0L);
            for (; i < room.Length && room[i].Value == sum.Value; i++)
            {
                sum.Rows += room[i].Rows;
            }

            if (sum.Rows != 0)
            {
                room[kept++] = sum;
            }
        }

        return room[..kept];
    }
}
