using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Rebuilding;

/// <summary>Rows of one cohort added up along all its axes. Not thread-safe.</summary>
internal sealed class FoldedCells
{
    private readonly List<(Axis Axis, int Level, int[] Keys)> _sets;
    private readonly Dictionary<(string Axis, int Level), int> _setOf;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> _words = [""];
    private readonly Dictionary<Place, FoldedCell> _cells = [];

    /// <param name="cohort">Of which they are.</param>
    /// <param name="keys">The columns that rows come with.</param>
    internal FoldedCells(Cohort cohort, IReadOnlyList<string> keys)
    {
        _sets =
        [
            .. cohort.Axes.SelectMany(axis => axis.Levels.Select(level => (axis, level, axis.KeyColumns.Select(column => keys.Index().First(k => k.Item == column).Index).ToArray()))),
        ];
        _setOf = _sets.Index().ToDictionary(set => (set.Item.Axis.Name, set.Item.Level), set => set.Index);
    }

    /// <summary>Where a cell lies; words by their number.</summary>
    private readonly record struct Place(int Set, int Area, int Month, int Key, int Key2)
    {
        public override int GetHashCode() => ((((((Set * 31) + Month) * 8191) + Key) * 8191) + Key2) * 131_071 + Area;
    }

    /// <summary>Those that were not seen in the table as they are.</summary>
    internal IEnumerable<(Axis Axis, int Level, string Area, DateOnly Month, string Key, string Key2, FoldedCell Cell)> Differing =>
        from entry in _cells
        where !entry.Value.IsKept
        let at = entry.Key
        let set = _sets[at.Set]
        select (set.Axis, set.Level, _words[at.Area], DateOnly.FromDayNumber(at.Month), _words[at.Key], _words[at.Key2], entry.Value);

    /// <summary>Adds a row.</summary>
    internal void Add(string area, DateOnly month, ReadOnlySpan<string> keys, int? value, ReadOnlySpan<long> whole, ReadOnlySpan<decimal> exact)
    {
        Span<int> numbers = stackalloc int[keys.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            numbers[i] = NumberOf(keys[i]);
        }

        for (var i = 0; i < _sets.Count; i++)
        {
            var (axis, level, columns) = _sets[i];
            if (area.Length < level && !axis.WithAreasAbove)
            {
                continue;
            }

            var place = new Place(
                i, NumberOf(area.AsSpan(0, Math.Min(level, area.Length))), month.DayNumber, columns.Length > 0 ? numbers[columns[0]] : 0, columns.Length > 1 ? numbers[columns[1]] : 0);
            ref var cell = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_cells, place, out _);
            cell ??= new FoldedCell(whole.Length, exact.Length);
            cell.Add(value, whole, exact);
        }
    }

    /// <summary>The cell at a place; null where no row lies.</summary>
    internal FoldedCell? At(string axis, int level, string area, DateOnly month, string key, string key2) =>
        _setOf.TryGetValue((axis, level), out var set) && _numbers.TryGetValue(area, out var at) && _numbers.TryGetValue(key, out var one)
            && _numbers.TryGetValue(key2, out var other)
        ? _cells.GetValueOrDefault(new Place(set, at, month.DayNumber, one, other))
        : null;

    private int NumberOf(ReadOnlySpan<char> word)
    {
        var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!numbers.TryGetValue(word, out var number))
        {
            number = _words.Count;
            _words.Add(word.ToString());
            _numbers.Add(_words[number], number);
        }

        return number;
    }
}
