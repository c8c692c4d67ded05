using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Cells;

/// <summary>What rows that came and rows that went add to the cells of a grain, as the parameters of one statement.</summary>
internal static class CellDeltas
{
    /// <summary>Adds the rows of all results up, grain by grain.</summary>
    internal static async Task<List<FoldedCells>> FoldAsync(NpgsqlDataReader rows, Func<CellTable, CellSets> sets, CancellationToken cancellation)
    {
        var folded = new SortedDictionary<int, FoldedCells>();
        do
        {
            while (rows.FieldCount == CellRow.Columns && await rows.ReadAsync(cancellation))
            {
                var table = CellRow.TableIn(rows);
                if (!folded.TryGetValue(table, out var cells))
                {
                    folded.Add(table, cells = new FoldedCells(CellTable.All[table], sets(CellTable.All[table])));
                }

                cells.Add(CellRow.In(rows));
            }
        }
        while (await rows.NextResultAsync(cancellation));

        return [.. folded.Values];
    }

    /// <summary>Adds them to the table; null where nothing changes.</summary>
    internal static NpgsqlBatchCommand? Add(FoldedCells cells) => Add(cells, CellSql.Add(cells.Table));

    /// <summary>Adds them to a table of further days.</summary>
    internal static NpgsqlBatchCommand? Add(FoldedCells cells, string sql, params IReadOnlyList<DateOnly> days)
    {
        var adding = cells.Adding;
        if (adding.Count == 0)
        {
            return null;
        }

        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(PlacesOf(adding).Append(WholesOf(cells, adding)).Concat(ExactsOf(cells, adding)).ToArray());
        if (cells.Table.Spread is not null)
        {
            command.Parameters.AddRange(SpreadsOf(cells, adding).ToArray());
        }

        command.Parameters.AddRange(days.Select(day => new NpgsqlParameter<DateOnly> { TypedValue = day }).ToArray());
        return command;
    }

    private static NpgsqlParameter[] PlacesOf(IReadOnlyList<(CellPlace Place, int Cell)> adding) =>
    [
        Each(adding, cell => cell.Place.Axis), Each(adding, cell => cell.Place.Level), Each(adding, cell => cell.Place.Area),
        Each(adding, cell => cell.Place.Month), Each(adding, cell => cell.Place.Key), Each(adding, cell => cell.Place.Key2),
    ];

    // Of one cell after the other: one list for each of so many columns took longer to take apart.
    private static NpgsqlParameter<long[]> WholesOf(FoldedCells cells, IReadOnlyList<(CellPlace Place, int Cell)> adding)
    {
        var width = cells.Table.Whole.Count;
        var wholes = new long[adding.Count * width];
        foreach (var (i, (_, cell)) in adding.Index())
        {
            cells.Whole(cell).CopyTo(wholes.AsSpan(i * width));
        }

        return new() { TypedValue = wholes };
    }

    private static IEnumerable<NpgsqlParameter> ExactsOf(FoldedCells cells, IReadOnlyList<(CellPlace Place, int Cell)> adding) =>
        cells.Table.Exact.Select((_, i) => Each(adding, cell => cells.Exact(cell.Cell)[i]));

    // Values of all cells one after the other, and up to where those of each reach.
    private static NpgsqlParameter[] SpreadsOf(FoldedCells cells, IReadOnlyList<(CellPlace Place, int Cell)> adding)
    {
        var (values, rows, upTo) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var (_, cell) in adding)
        {
            values.AddRange(cells.SpreadOf(cell).Values);
            rows.AddRange(cells.SpreadOf(cell).Rows);
            upTo.Add(values.Count);
        }

        int[] after = [0, .. upTo.SkipLast(1)];
        return
        [
            new NpgsqlParameter<int[]> { TypedValue = after }, new NpgsqlParameter<int[]> { TypedValue = [.. upTo] },
            new NpgsqlParameter<int[]> { TypedValue = [.. values] }, new NpgsqlParameter<int[]> { TypedValue = [.. rows] },
        ];
    }

    private static NpgsqlParameter<T[]> Each<T>(IReadOnlyList<(CellPlace Place, int Cell)> adding, Func<(CellPlace Place, int Cell), T> of) =>
        new() { TypedValue = [.. adding.Select(of)] };
}
