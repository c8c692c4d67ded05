using System.Runtime.InteropServices;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Cells;

/// <summary>Rows of one grain added up along all axes. Not thread-safe.</summary>
/// <param name="table">The cells.</param>
/// <param name="sets">All of them, or those of months, or of years.</param>
internal sealed class FoldedCells(CellTable table, CellSets sets)
{
    private readonly CellSets _sets = sets;
    private readonly CellSums _sums = new(table);
    private readonly NumberedWords _words = new();
    private readonly NumberedKeys _keys = new();
    private readonly Dictionary<Place, int> _cells = [];
    private readonly List<Place>[] _cellsOf = [.. sets.All.Select(_ => new List<Place>())];
    private readonly List<bool> _kept = [];
    private bool _isSummed;

    internal CellTable Table { get; } = table;

    /// <summary>Those that are neither zero nor kept, in the order of the table's key: so neighbours are written one after the other.</summary>
    internal IReadOnlyList<(CellPlace Place, int Cell)> Adding
    {
        get
        {
            SumUp();
            (Place Place, int Cell)[] cells =
            [
                .. _cells.Where(cell => !_kept[cell.Value] && !_sums.IsZero(cell.Value) && _sets.All[cell.Key.Set].HasArea(_words[cell.Key.Area]))
                    .Select(cell => (cell.Key, cell.Value)),
            ];
            var ranks = _words.Ranks();
            Array.Sort(Array.ConvertAll(cells, cell => cell.Place.Ranked(ranks)), cells);
            return Array.ConvertAll(cells, cell => (PlaceOf(cell.Place), cell.Cell));
        }
    }

    /// <summary>Adds a row, or takes one away: to a cell of each month that one of its days lies in, whatever cohorts' days those are. All rows come before a cell is asked for.</summary>
    internal void Add(CellRow row)
    {
        if (_isSummed)
        {
            throw new InvalidOperationException("Cells have been asked for already.");
        }

        Span<int> keys = stackalloc int[row.Keys.Length], areas = stackalloc int[_sets.Levels.Count], months = stackalloc int[row.Days.Length];
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

    /// <summary>Adds sums to the cell at a place, which is none that is a sum of others here.</summary>
    internal void Add(CellPlace to, ReadOnlySpan<long> whole, ReadOnlySpan<decimal> exact, ReadOnlySpan<byte> spread) => _sums.Add(
        CellAt(new Place(_sets.Find(to.Axis, to.Level)!.Value, _words.NumberOf(to.Area), to.Month.DayNumber, _words.NumberOf(to.Key), _words.NumberOf(to.Key2))),
        whole, exact, spread);

    /// <summary>Forgets all rows, for others to be added up in the same arrays: made anew for each of many parts they would be collected all the time.</summary>
    internal void Clear()
    {
        _kept.Clear();
        foreach (var cell in _cells.Values)
        {
            _sums.Clear(cell);
        }

        foreach (var cells in _cellsOf)
        {
            cells.Clear();
        }

        _cells.Clear();
        _keys.Clear();
        _isSummed = false;
    }

    /// <summary>The cell at a place; null where no row lies, or as many were taken away as lay there.</summary>
    internal int? At(CellPlace place)
    {
        SumUp();
        return _sets.Find(place.Axis, place.Level) is { } set && _sets.All[set].HasArea(place.Area) && _words.TryFind(place.Area, out var area)
            && _words.TryFind(place.Key, out var key) && _words.TryFind(place.Key2, out var key2)
            && _cells.TryGetValue(new Place(set, area, place.Month.DayNumber, key, key2), out var cell) && !_sums.IsZero(cell)
        ? cell
        : null;
    }

    internal ReadOnlySpan<long> Whole(int cell) => _sums.Whole(cell);

    internal ReadOnlySpan<decimal> Exact(int cell) => _sums.Exact(cell);

    internal Spread SpreadOf(int cell) => _sums.SpreadOf(cell);

    /// <summary>It lies in the table as it is.</summary>
    internal void Keep(int cell) => _kept[cell] = true;

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
        Span<int> places = stackalloc int[row.Whole.Length];
        var adding = places[.._sums.PlacesOf(row, cohorts, places)];
        foreach (var i in _sets.Added)
        {
            var set = _sets.All[i];
            if ((cohorts & set.Cohorts) != 0)
            {
                _sums.Add(row, adding, CellAt(PlaceOf(i, areas[set.Area], month, keys)), cohorts & set.Cohorts);
            }
        }
    }

    private void SumUp()
    {
        if (_isSummed)
        {
            return;
        }

        _isSummed = true;
        foreach (var i in _sets.Summed)
        {
            var from = _sets.From[i];
            foreach (var place in _cellsOf[from])
            {
                var cell = _cells[place];
                if (!_sums.IsZero(cell))
                {
                    _sums.Add(cell, CellAt(Larger(place, _sets.All[from], i)));
                }
            }
        }
    }

    // Of which cell in another set a cell is a part.
    private Place Larger(Place place, CellSet from, int to)
    {
        var area = NumberOf(_words[place.Area], _sets.All[to].Level);
        if (from.Axis is not null)
        {
            return place with { Set = to, Area = area, Month = _sets.All[to].Axis!.IsOfYears ? YearOf(place.Month) : place.Month };
        }

        var keys = _sets.All[to].Keys;
        var numbers = _keys[place.Key];
        return new(to, area, place.Month, numbers[Array.IndexOf(from.Keys, keys[0])], numbers[Array.IndexOf(from.Keys, keys[1])]);
    }

    private static int YearOf(int month) => new DateOnly(DateOnly.FromDayNumber(month).Year, 1, 1).DayNumber;

    private int CellAt(Place place)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, place, out var exists);
        if (!exists)
        {
            cell = _cells.Count - 1;
            _sums.Make(cell);
            _kept.Add(false);
            _cellsOf[place.Set].Add(place);
        }

        return cell;
    }

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
            numbers[i] = NumberOf(area, _sets.Levels[i]);
        }
    }

    private int NumberOf(string area, int level) => _words.NumberOf(area.AsSpan(0, Math.Min(level, area.Length)));

    private Place PlaceOf(int set, int area, int month, ReadOnlySpan<int> keys)
    {
        var (axis, places) = (_sets.All[set].Axis, _sets.All[set].Keys);
        if (axis is not null)
        {
            return new(set, area, month, places.Length > 0 ? keys[places[0]] : 0, places.Length > 1 ? keys[places[1]] : 0);
        }

        Span<int> all = stackalloc int[places.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = keys[places[i]];
        }

        return new(set, area, month, _keys.NumberOf(all), 0);
    }

    private CellPlace PlaceOf(Place at) => new(
        _sets.All[at.Set].Axis!.Name, _sets.All[at.Set].Level, _words[at.Area], DateOnly.FromDayNumber(at.Month), _words[at.Key], _words[at.Key2]);

    /// <summary>Where a cell lies; words by their number, or the number of all keys where it is stored nowhere.</summary>
    private readonly record struct Place(int Set, int Area, int Month, int Key, int Key2)
    {
        /// <summary>One number that orders as the table's key does: set, area, month, key, second key.</summary>
        internal UInt128 Ranked(int[] ranks) =>
            new(((ulong)Set << 56) | ((ulong)ranks[Area] << 24) | (uint)Month, ((ulong)ranks[Key] << 32) | (uint)ranks[Key2]);

        public override int GetHashCode() => (((((((Set * 31) + Month) * 8191) + Key) * 8191) + Key2) * 131_071) + Area;
    }
}
