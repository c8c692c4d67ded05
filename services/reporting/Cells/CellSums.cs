using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Cells;

/// <summary>The sums of numbered cells. Those of many lie in one array, since cells are tens of thousands. Not thread-safe.</summary>
internal sealed class CellSums
{
    // Cells that share an array: of more, it would be collected only with all that lives.
    private const int Few = 64;

    private readonly uint[] _cohortOfWhole;
    private readonly uint[] _cohortOfExact;
    private readonly uint _cohortOfSpread;
    private readonly List<long[]> _wholes = [];
    private readonly List<decimal[]> _exacts = [];
    private readonly List<Spread> _spreads = [];

    internal CellSums(CellTable table)
    {
        _cohortOfWhole = [.. table.Whole.Select(sum => CellSets.BitOf(table, sum.Cohort))];
        _cohortOfExact = [.. table.Exact.Select(sum => CellSets.BitOf(table, sum.Cohort))];
        _cohortOfSpread = CellSets.BitOf(table, table.Spread);
    }

    internal Span<long> Whole(int cell) => _wholes[cell / Few].AsSpan(cell % Few * _cohortOfWhole.Length, _cohortOfWhole.Length);

    internal Span<decimal> Exact(int cell) => _exacts[cell / Few].AsSpan(cell % Few * _cohortOfExact.Length, _cohortOfExact.Length);

    internal Spread SpreadOf(int cell) => _spreads[cell];

    internal bool IsZero(int cell) =>
        !Whole(cell).ContainsAnyExcept(0) && !Exact(cell).ContainsAnyExcept(0) && (_spreads.Count == 0 || _spreads[cell].IsEmpty);

    /// <summary>Makes room for the next cell, whose sums are zero.</summary>
    internal void Make(int cell)
    {
        if (cell == Few * _wholes.Count)
        {
            _wholes.Add(new long[Few * _cohortOfWhole.Length]);
            _exacts.Add(new decimal[Few * _cohortOfExact.Length]);
        }

        if (_cohortOfSpread != 0 && cell == _spreads.Count)
        {
            _spreads.Add(new Spread());
        }
    }

    /// <summary>Zero again; the arrays stay.</summary>
    internal void Clear(int cell)
    {
        Whole(cell).Clear();
        Exact(cell).Clear();
        if (_cohortOfSpread != 0)
        {
            _spreads[cell].Clear();
        }
    }

    /// <summary>Where a row adds to whole numbers of some cohorts: few of its sums are not zero, and it lies in many cells.</summary>
    /// <returns>How many places were written.</returns>
    internal int PlacesOf(CellRow row, uint cohorts, Span<int> places)
    {
        var count = 0;
        for (var at = 0; at < _cohortOfWhole.Length; at++)
        {
            if ((_cohortOfWhole[at] & cohorts) != 0 && row.Whole[at] != 0)
            {
                places[count++] = at;
            }
        }

        return count;
    }

    /// <summary>Adds a row to a cell of some cohorts.</summary>
    internal void Add(CellRow row, ReadOnlySpan<int> places, int cell, uint cohorts)
    {
        var wholes = Whole(cell);
        foreach (var at in places)
        {
            if ((_cohortOfWhole[at] & cohorts) != 0)
            {
                wholes[at] += row.Sign * (long)row.Whole[at];
            }
        }

        var exacts = Exact(cell);
        for (var at = 0; at < exacts.Length; at++)
        {
            if ((_cohortOfExact[at] & cohorts) != 0 && row.Exact[at] != 0)
            {
                exacts[at] += row.Sign * row.Exact[at];
            }
        }

        if ((_cohortOfSpread & cohorts) != 0)
        {
            SpreadOf(cell).Add(row.Value, row.Sign);
        }
    }

    /// <summary>Adds the sums of a cell to another of the same cohorts.</summary>
    internal void Add(int cell, int to)
    {
        Add(to, Whole(cell), Exact(cell), []);
        if (_cohortOfSpread != 0)
        {
            SpreadOf(to).Add(SpreadOf(cell));
        }
    }

    /// <summary>Adds sums to a cell, and a histogram as it is kept.</summary>
    internal void Add(int to, ReadOnlySpan<long> whole, ReadOnlySpan<decimal> exact, ReadOnlySpan<byte> spread)
    {
        var wholes = Whole(to);
        for (var at = 0; at < wholes.Length; at++)
        {
            wholes[at] += whole[at];
        }

        var exacts = Exact(to);
        for (var at = 0; at < exacts.Length; at++)
        {
            if (exact[at] != 0)
            {
                exacts[at] += exact[at];
            }
        }

        if (spread.Length > 0)
        {
            SpreadOf(to).Add(spread);
        }
    }
}
