using System.Runtime.InteropServices;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Cells;

/// <summary>Rows of one grain added up along all axes. Sums of many cells lie in one array, since cells are tens of thousands. Not thread-safe.</summary>
internal sealed class FoldedCells
{
    // Cells that share an array: of more, it would be collected only with all that lives.
    private const int Few = 64;

    private readonly int[] _levels;
    private readonly List<Set> _sets;
    private readonly Dictionary<(string Axis, int Level), int> _setOf;
    private readonly uint[] _cohortOfWhole;
    private readonly uint[] _cohortOfExact;
    private readonly uint _cohortOfSpread;
    private readonly NumberedWords _words = new();
    private readonly Dictionary<Place, int> _cells = [];
    private readonly List<Spread> _spreads = [];
    private readonly int _whole;
    private readonly int _exact;
    private readonly List<long[]> _wholes = [];
    private readonly List<decimal[]> _exacts = [];
    private bool[] _kept = new bool[Few];

    internal FoldedCells(CellTable table)
    {
        Table = table;
        (_whole, _exact) = (table.Whole.Count, table.Exact.Count);
        (_cohortOfWhole, _cohortOfExact) = ([.. table.Whole.Select(sum => BitOf(sum.Cohort))], [.. table.Exact.Select(sum => BitOf(sum.Cohort))]);
        _cohortOfSpread = BitOf(table.Spread);
        _levels = [.. table.Axes.SelectMany(axis => axis.Levels).Distinct()];
        _sets =
        [
            .. table.Axes.SelectMany(axis => axis.Levels.Select(level => SetOf(axis, level)))
                .OrderBy(set => set.Axis.Name, StringComparer.Ordinal).ThenBy(set => set.Level),
        ];
        _setOf = _sets.Index().ToDictionary(set => (set.Item.Axis.Name, set.Item.Level), set => set.Index);
    }

    internal CellTable Table { get; }

    /// <summary>Those that were not kept.</summary>
    internal IEnumerable<(CellPlace Place, int Cell)> Differing =>
        _cells.Where(cell => !_kept[cell.Value]).Select(cell => (PlaceOf(cell.Key), cell.Value));

    /// <summary>Those that are not zero, in the order of the table's key: so neighbours are written one after the other.</summary>
    internal IReadOnlyList<(CellPlace Place, int Cell)> Adding
    {
        get
        {
            var ranks = _words.Ranks();
            Place[] places = [.. _cells.Where(cell => !IsZero(cell.Value)).Select(cell => cell.Key)];
            Array.Sort(Array.ConvertAll(places, place => place.Ranked(ranks)), places);
            return Array.ConvertAll(places, place => (PlaceOf(place), _cells[place]));
        }
    }

    /// <summary>Adds a row, or takes one away: to a cell of each month that one of its days lies in, whatever cohorts' days those are.</summary>
    internal void Add(CellRow row)
    {
        Span<int> keys = stackalloc int[row.Keys.Length], areas = stackalloc int[_levels.Length], months = stackalloc int[row.Days.Length];
        NumberKeys(row.Keys, keys);
        NumberAreas(row.Area, areas);
        for (var i = 0; i < months.Length; i++)
        {
            months[i] = row.Days[i] is { } day ? day.DayNumber - day.Day + 1 : -1;
        }

        for (var i = 0; i < months.Length; i++)
        {
            if (months[i] >= 0 && !months[..i].Contains(months[i]))
            {
                Add(row, months[i], CohortsOf(months, months[i]), keys, areas);
            }
        }
    }

    /// <summary>Forgets all rows, for others to be added up in the same arrays: made anew for each of many parts they would be collected all the time.</summary>
    internal void Clear()
    {
        Array.Clear(_kept);
        foreach (var cell in _cells.Values)
        {
            WholeOf(cell).Clear();
            ExactOf(cell).Clear();
        }

        foreach (var spread in _spreads)
        {
            spread.Clear();
        }

        _cells.Clear();
    }

    /// <summary>The cell at a place; null where no row lies.</summary>
    internal int? At(CellPlace place) =>
        _setOf.TryGetValue((place.Axis, place.Level), out var set) && _words.TryFind(place.Area, out var area)
            && _words.TryFind(place.Key, out var key) && _words.TryFind(place.Key2, out var key2)
            && _cells.TryGetValue(new Place(set, area, place.Month.DayNumber, key, key2), out var cell)
        ? cell
        : null;

    internal ReadOnlySpan<long> Whole(int cell) => WholeOf(cell);

    internal ReadOnlySpan<decimal> Exact(int cell) => ExactOf(cell);

    internal Spread SpreadOf(int cell) => _spreads[cell];

    /// <summary>It lies in the table as it is.</summary>
    internal void Keep(int cell) => _kept[cell] = true;

    private Span<long> WholeOf(int cell) => _wholes[cell / Few].AsSpan(cell % Few * _whole, _whole);

    private Span<decimal> ExactOf(int cell) => _exacts[cell / Few].AsSpan(cell % Few * _exact, _exact);

    private static uint CohortsOf(ReadOnlySpan<int> months, int month)
    {
        var cohorts = 0u;
        for (var i = 0; i < months.Length; i++)
        {
            cohorts |= months[i] == month ? 1u << i : 0;
        }

        return cohorts;
    }

    private void Add(CellRow row, int month, uint cohorts, ReadOnlySpan<int> keys, ReadOnlySpan<int> areas)
    {
        // Few of a row's sums are not zero, and it lies in many cells.
        Span<int> places = stackalloc int[_whole];
        var adding = places[..PlacesOf(row, cohorts, places)];
        for (var i = 0; i < _sets.Count; i++)
        {
            var set = _sets[i];
            if ((cohorts & set.Cohorts) != 0 && (row.Area.Length >= set.Level || set.Axis.WithAreasAbove))
            {
                var (key, key2) = (set.Key < 0 ? 0 : keys[set.Key], set.Key2 < 0 ? 0 : keys[set.Key2]);
                Add(row, adding, CellAt(new Place(i, areas[set.Area], month, key, key2)), cohorts & set.Cohorts);
            }
        }
    }

    private int PlacesOf(CellRow row, uint cohorts, Span<int> places)
    {
        var count = 0;
        for (var at = 0; at < _whole; at++)
        {
            if ((_cohortOfWhole[at] & cohorts) != 0 && row.Whole[at] != 0)
            {
                places[count++] = at;
            }
        }

        return count;
    }

    private void Add(CellRow row, ReadOnlySpan<int> adding, int cell, uint cohorts)
    {
        var wholes = WholeOf(cell);
        foreach (var at in adding)
        {
            if ((_cohortOfWhole[at] & cohorts) != 0)
            {
                wholes[at] += row.Sign * (long)row.Whole[at];
            }
        }

        var exacts = ExactOf(cell);
        for (var at = 0; at < exacts.Length; at++)
        {
            if ((_cohortOfExact[at] & cohorts) != 0 && row.Exact[at] != 0)
            {
                exacts[at] += row.Sign * row.Exact[at];
            }
        }

        if ((_cohortOfSpread & cohorts) != 0)
        {
            _spreads[cell].Add(row.Value, row.Sign);
        }
    }

    private int CellAt(Place place)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, place, out var exists);
        if (!exists)
        {
            cell = _cells.Count - 1;
            Make(cell);
        }

        return cell;
    }

    private void Make(int cell)
    {
        if (cell == _kept.Length)
        {
            Array.Resize(ref _kept, 2 * cell);
        }

        if (cell == Few * _wholes.Count)
        {
            _wholes.Add(new long[Few * _whole]);
            _exacts.Add(new decimal[Few * _exact]);
        }

        if (Table.Spread is not null && cell == _spreads.Count)
        {
            _spreads.Add(new Spread());
        }
    }

    private bool IsZero(int cell) =>
        !Whole(cell).ContainsAnyExcept(0) && !Exact(cell).ContainsAnyExcept(0) && (_spreads.Count == 0 || _spreads[cell].IsEmpty);

    private void NumberKeys(ReadOnlySpan<string> keys, Span<int> numbers)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            numbers[i] = _words.NumberOf(keys[i]);
        }
    }

    private void NumberAreas(string area, Span<int> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = _words.NumberOf(area.AsSpan(0, Math.Min(_levels[i], area.Length)));
        }
    }

    private uint BitOf(Cohort? cohort) => cohort is null ? 0 : 1u << Table.Cohorts.Index().First(of => of.Item == cohort).Index;

    private Set SetOf(Axis axis, int level)
    {
        var having = Table.Cohorts.Index().Where(cohort => cohort.Item.Axes.Contains(axis));
        var cohorts = having.Aggregate(0u, (all, cohort) => all | (1u << cohort.Index));
        return new(axis, level, cohorts, Array.IndexOf(_levels, level), KeyOf(axis, 0), KeyOf(axis, 1));
    }

    private int KeyOf(Axis axis, int at) =>
        at < axis.KeyColumns.Count ? Table.Keys.Index().First(key => key.Item == axis.KeyColumns[at]).Index : -1;

    private CellPlace PlaceOf(Place at) => new(
        _sets[at.Set].Axis.Name, _sets[at.Set].Level, _words[at.Area], DateOnly.FromDayNumber(at.Month), _words[at.Key], _words[at.Key2]);

    /// <summary>Cells of an axis at a level, of which cohorts, and where their words stand among a row's areas and keys; -1 for none.</summary>
    private sealed record Set(Axis Axis, int Level, uint Cohorts, int Area, int Key, int Key2);

    /// <summary>Where a cell lies; words by their number.</summary>
    private readonly record struct Place(int Set, int Area, int Month, int Key, int Key2)
    {
        /// <summary>One number that orders as the table's key does: set, area, month, key, second key.</summary>
        internal UInt128 Ranked(int[] ranks) =>
            new(((ulong)Set << 56) | ((ulong)ranks[Area] << 24) | (uint)Month, ((ulong)ranks[Key] << 32) | (uint)ranks[Key2]);

        public override int GetHashCode() => (((((((Set * 31) + Month) * 8191) + Key) * 8191) + Key2) * 131_071) + Area;
    }
}
