using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>The cells of a table as they are copied out, one after the other. Not thread-safe.</summary>
internal sealed class StoredCells : IAsyncDisposable
{
    // They come with their place, then the sums.
    private const int FirstSum = 6;

    private readonly CellColumn[] _columns;
    private readonly CopiedRows _rows;
    private readonly long[] _whole;
    private readonly decimal[] _exact;
    private readonly int _spread;

    private StoredCells(CellTable table, CopiedRows rows)
    {
        (_columns, _rows) = ([.. table.Columns], rows);
        (_whole, _exact) = (new long[table.Whole.Count], new decimal[table.Exact.Count]);
        _spread = table.Spread is null ? -1 : FirstSum + _columns.Length;
    }

    /// <param name="connection">That sees them.</param>
    /// <param name="table">Of which they are.</param>
    /// <param name="query">Their place, sums and histogram.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<StoredCells> OfAsync(NpgsqlConnection connection, CellTable table, string query, CancellationToken cancellation) => new(
        table, await CopiedRows.OfAsync(connection, query, FirstSum + table.Columns.Count + table.SpreadColumns.Count, cancellation));

    public ValueTask DisposeAsync() => _rows.DisposeAsync();

    internal CellPlace Place => new(_rows.Text(0), _rows.Int(1), _rows.Text(2), _rows.Day(3), _rows.Text(4), _rows.Text(5));

    private ReadOnlySpan<byte> Spread => _spread < 0 || _rows.IsNull(_spread) ? [] : _rows.Bytes(_spread);

    /// <summary>Whether there is another; it is then the one that is read.</summary>
    internal async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!await _rows.ReadAsync(cancellation))
        {
            return false;
        }

        for (var i = 0; i < _columns.Length; i++)
        {
            var (column, isZero) = (_columns[i], _rows.IsNull(FirstSum + i));
            if (column.IsWhole)
            {
                _whole[column.At] = isZero ? 0 : _rows.Long(FirstSum + i);
            }
            else
            {
                _exact[column.At] = isZero ? 0 : _rows.Decimal(FirstSum + i);
            }
        }

        return true;
    }

    /// <summary>Whether a cell is just like it.</summary>
    internal bool IsSame(FoldedCells cells, int cell) =>
        cells.Whole(cell).SequenceEqual(_whole) && cells.Exact(cell).SequenceEqual(_exact) && (_spread < 0 || cells.SpreadOf(cell).Is(Spread));

    /// <summary>Adds its sums to a cell.</summary>
    internal void AddTo(FoldedCells cells, CellPlace place) => cells.Add(place, _whole, _exact, Spread);
}
