using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Cells;

/// <summary>
/// What rows are added up in, kept for those that come next: made anew for each of many groups it would be thrown away when it is old, and be
/// collected late. Not thread-safe.
/// </summary>
/// <param name="sets">Which cells of a table.</param>
internal sealed class CellArrays(Func<CellTable, CellSets> sets)
{
    private readonly SortedDictionary<int, FoldedCells> _cells = [];

    /// <summary>Adds the rows of all results up, grain by grain, and forgets those before.</summary>
    internal async Task<IReadOnlyCollection<FoldedCells>> FoldAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        foreach (var before in _cells.Values)
        {
            before.Clear();
        }

        do
        {
            while (rows.FieldCount == CellRow.Columns && await rows.ReadAsync(cancellation))
            {
                var table = CellRow.TableIn(rows);
                if (!_cells.TryGetValue(table, out var cells))
                {
                    _cells.Add(table, cells = new FoldedCells(CellTable.All[table], sets(CellTable.All[table])));
                }

                cells.Add(CellRow.In(rows));
            }
        }
        while (await rows.NextResultAsync(cancellation));

        return _cells.Values;
    }
}
