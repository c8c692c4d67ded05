using System.Diagnostics.CodeAnalysis;

namespace Mediation.Reporting.Cells;

/// <summary>Lists of numbers by a number each, from 0 on. Not thread-safe.</summary>
internal sealed class NumberedKeys
{
    private readonly Dictionary<int[], int> _numbers = new(new Comparer());
    private readonly List<int[]> _keys = [];

    internal ReadOnlySpan<int> this[int number] => _keys[number];

    internal int NumberOf(ReadOnlySpan<int> keys)
    {
        var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<int>>();
        if (!numbers.TryGetValue(keys, out var number))
        {
            number = _keys.Count;
            _keys.Add(keys.ToArray());
            _numbers.Add(_keys[number], number);
        }

        return number;
    }

    internal void Clear()
    {
        _numbers.Clear();
        _keys.Clear();
    }

    private sealed class Comparer : IEqualityComparer<int[]>, IAlternateEqualityComparer<ReadOnlySpan<int>, int[]>
    {
        public bool Equals(int[]? x, int[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<int> alternate, int[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] int[] keys) => GetHashCode(keys.AsSpan());

        public int GetHashCode(ReadOnlySpan<int> keys)
        {
            var hash = 0;
            foreach (var key in keys)
            {
                hash = (hash * 8191) + key;
            }

            return hash;
        }

        public int[] Create(ReadOnlySpan<int> alternate) => alternate.ToArray();
    }
}
