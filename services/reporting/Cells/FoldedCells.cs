using System.Runtime.InteropServices;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Cells;

/// <summary>Rows of one cohort added up along all its axes. Sums lie in few large arrays: of cells there are tens of thousands. Not thread-safe.</summary>
internal sealed class FoldedCells
{
    private const int Few = 64;

    private readonly int[] _levels;
    private readonly List<Set> _sets;
    private readonly Dictionary<(string Axis, int Level), int> _setOf;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal) { [""] = 0 };
    private readonly List<string> _words = [""];
    private readonly Dictionary<Place, int> _cells = [];
    private readonly List<Spread> _spreads = [];
    private readonly int _whole;
    private readonly int _exact;
    private long[] _wholes;
    private decimal[] _exacts;
    private bool[] _kept = new bool[Few];

    internal FoldedCells(Cohort cohort)
    {
        (Cohort, Sums) = (cohort, SumColumn.Of(cohort));
        (_whole, _exact) = (Sums.Count(sum => sum.IsWhole), Sums.Count(sum => !sum.IsWhole));
        (_wholes, _exacts) = (new long[Few * _whole], new decimal[Few * _exact]);
        _levels = [.. cohort.Axes.SelectMany(axis => axis.Levels).Distinct()];
        var keys = CellSql.KeysOf(cohort);
        _sets =
        [
            .. cohort.Axes.SelectMany(axis => axis.Levels.Select(level => SetOf(axis, level, keys)))
                .OrderBy(set => set.Axis.Name, StringComparer.Ordinal).ThenBy(set => set.Level),
        ];
        _setOf = _sets.Index().ToDictionary(set => (set.Item.Axis.Name, set.Item.Level), set => set.Index);
    }

    internal Cohort Cohort { get; }

    internal SumColumn[] Sums { get; }

    /// <summary>Those that were not kept.</summary>
    internal IEnumerable<(CellPlace Place, int Cell)> Differing =>
        _cells.Where(cell => !_kept[cell.Value]).Select(cell => (PlaceOf(cell.Key), cell.Value));

    /// <summary>Those that are not zero, in the order of the table's key: so neighbours are written one after the other.</summary>
    internal IReadOnlyList<(CellPlace Place, int Cell)> Adding
    {
        get
        {
            var ranks = Ranks();
            Place[] places = [.. _cells.Where(cell => !IsZero(cell.Value)).Select(cell => cell.Key)];
            Array.Sort(Array.ConvertAll(places, place => place.Ranked(ranks)), places);
            return Array.ConvertAll(places, place => (PlaceOf(place), _cells[place]));
        }
    }

    /// <summary>Adds a row, or takes one away, of which all sums are negative: with the area, the keys and the value it has.</summary>
    internal void Add(
        string area, DateOnly month, ReadOnlySpan<string> keys, int? value, ReadOnlySpan<long> whole, ReadOnlySpan<decimal> exact)
    {
        Span<int> numbers = stackalloc int[keys.Length], areas = stackalloc int[_levels.Length];
        NumberKeys(keys, numbers);
        NumberAreas(area, areas);
        for (var i = 0; i < _sets.Count; i++)
        {
            var set = _sets[i];
            if (area.Length >= set.Level || set.Axis.WithAreasAbove)
            {
                var (key, key2) = (set.Key < 0 ? 0 : numbers[set.Key], set.Key2 < 0 ? 0 : numbers[set.Key2]);
                Add(new Place(i, areas[set.Area], month.DayNumber, key, key2), value, whole, exact);
            }
        }
    }

    /// <summary>The cell at a place; null where no row lies.</summary>
    internal int? At(CellPlace place) =>
        _setOf.TryGetValue((place.Axis, place.Level), out var set) && _numbers.TryGetValue(place.Area, out var area)
            && _numbers.TryGetValue(place.Key, out var key) && _numbers.TryGetValue(place.Key2, out var key2)
            && _cells.TryGetValue(new Place(set, area, place.Month.DayNumber, key, key2), out var cell)
        ? cell
        : null;

    internal ReadOnlySpan<long> Whole(int cell) => _wholes.AsSpan(cell * _whole, _whole);

    internal ReadOnlySpan<decimal> Exact(int cell) => _exacts.AsSpan(cell * _exact, _exact);

    internal Spread SpreadOf(int cell) => _spreads[cell];

    /// <summary>It lies in the table as it is.</summary>
    internal void Keep(int cell) => _kept[cell] = true;

    private void Add(Place place, int? value, ReadOnlySpan<long> whole, ReadOnlySpan<decimal> exact)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, place, out var exists);
        if (!exists)
        {
            cell = _cells.Count - 1;
            Make(cell, hasSpread: value is not null);
        }

        var wholes = _wholes.AsSpan(cell * _whole, _whole);
        for (var i = 0; i < wholes.Length; i++)
        {
            wholes[i] += whole[i];
        }

        var exacts = _exacts.AsSpan(cell * _exact, _exact);
        for (var i = 0; i < exacts.Length; i++)
        {
            exacts[i] += exact[i];
        }

        if (value is { } of)
        {
            _spreads[cell].Add(of, (int)whole[0]);
        }
    }

    private void Make(int cell, bool hasSpread)
    {
        if (cell == _kept.Length)
        {
            Array.Resize(ref _kept, 2 * cell);
            Array.Resize(ref _wholes, 2 * cell * _whole);
            Array.Resize(ref _exacts, 2 * cell * _exact);
        }

        if (hasSpread)
        {
            _spreads.Add(new Spread());
        }
    }

    private bool IsZero(int cell) =>
        !Whole(cell).ContainsAnyExcept(0) && !Exact(cell).ContainsAnyExcept(0) && (_spreads.Count == 0 || _spreads[cell].IsEmpty);

    private int[] Ranks()
    {
        int[] ranks = new int[_words.Count], order = [.. Enumerable.Range(0, _words.Count)];
        Array.Sort(_words.ToArray(), order, StringComparer.Ordinal);
        for (var i = 0; i < order.Length; i++)
        {
            ranks[order[i]] = i;
        }

        return ranks;
    }

    private void NumberKeys(ReadOnlySpan<string> keys, Span<int> numbers)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            numbers[i] = NumberOf(keys[i]);
        }
    }

    private void NumberAreas(string area, Span<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = NumberOf(area.AsSpan(0, Math.Min(_levels[i], area.Length)));
        }
    }

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

    private Set SetOf(Axis axis, int level, IReadOnlyList<string> keys) =>
        new(axis, level, Array.IndexOf(_levels, level), IndexOf(axis, 0, keys), IndexOf(axis, 1, keys));

    private static int IndexOf(Axis axis, int at, IReadOnlyList<string> keys) =>
        at < axis.KeyColumns.Count ? keys.Index().First(key => key.Item == axis.KeyColumns[at]).Index : -1;

    private CellPlace PlaceOf(Place at) => new(
        _sets[at.Set].Axis.Name, _sets[at.Set].Level, _words[at.Area], DateOnly.FromDayNumber(at.Month), _words[at.Key], _words[at.Key2]);

    /// <summary>Cells of an axis at a level, and where their words stand among a row's areas and keys; -1 for none.</summary>
    private sealed record Set(Axis Axis, int Level, int Area, int Key, int Key2);

    /// <summary>Where a cell lies; words by their number.</summary>
    private readonly record struct Place(int Set, int Area, int Month, int Key, int Key2)
    {
        /// <summary>One number that orders as the table's key does: set, area, month, key, second key.</summary>
        internal UInt128 Ranked(int[] ranks) =>
            new(((ulong)Set << 56) | ((ulong)ranks[Area] << 24) | (uint)Month, ((ulong)ranks[Key] << 32) | (uint)ranks[Key2]);

        public override int GetHashCode() => (((((((Set * 31) + Month) * 8191) + Key) * 8191) + Key2) * 131_071) + Area;
    }
}
