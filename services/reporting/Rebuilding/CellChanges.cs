using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>In which cells of a grain the table differs from its rows.</summary>
/// <param name="Cells">What it should hold.</param>
/// <param name="Leaving">Places of what it should not, or not like that.</param>
internal sealed record CellChanges(FoldedCells Cells, IReadOnlyList<CellPlace> Leaving)
{
    private CellTable Table => Cells.Table;

    /// <summary>Compares what there should be with what there is.</summary>
    /// <param name="cells">What there should be.</param>
    /// <param name="connection">That sees what there is.</param>
    /// <param name="stored">All of it, as <see cref="StoredCells"/> reads it.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<CellChanges> OfAsync(FoldedCells cells, NpgsqlConnection connection, string stored, CancellationToken cancellation)
    {
        var leaving = new List<CellPlace>();
        await using var there = await StoredCells.OfAsync(connection, cells.Table, stored, cancellation);
        while (await there.ReadAsync(cancellation))
        {
            if (cells.At(there.Place) is { } cell && there.IsSame(cells, cell))
            {
                cells.Keep(cell);
            }
            else
            {
                leaving.Add(there.Place);
            }
        }

        return new CellChanges(cells, leaving);
    }

    /// <summary>Takes away what is not to stay, and puts what comes instead where it is put into the table from.</summary>
    internal async Task StageAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Leaving.Count > 0)
        {
            await using var command = new NpgsqlCommand(RebuildSql.TakeAway(Table), connection) { CommandTimeout = 0 };
            command.Parameters.AddRange(CellPlace.ListsOf(Leaving));
            await command.ExecuteNonQueryAsync(cancellation);
        }

        string[] columns = [.. CellTable.Place, .. Table.Columns.Select(column => column.Name), .. Table.SpreadColumns];
        await using var rows = await CopyingRows.ToAsync(connection, $"rebuilt_{Table.Name}", columns, cancellation);
        foreach (var (place, cell) in Cells.Adding)
        {
            await rows.StartAsync(cancellation);
            rows.Add(place.Axis);
            rows.Add(place.Level);
            rows.Add(place.Area);
            rows.Add(place.Month);
            rows.Add(place.Key);
            rows.Add(place.Key2);
            AddSums(rows, cell);
        }
    }

    private void AddSums(CopyingRows rows, int cell)
    {
        foreach (var column in Table.Columns)
        {
            if (column.IsWhole && Cells.Whole(cell)[column.At] is not 0 and var whole)
            {
                rows.Add(whole);
            }
            else if (!column.IsWhole && Cells.Exact(cell)[column.At] is not 0 and var exact)
            {
                rows.Add(exact);
            }
            else
            {
                rows.Null();
            }
        }

        if (Table.Spread is null)
        {
            return;
        }

        if (Cells.SpreadOf(cell) is { IsEmpty: false } spread)
        {
            rows.Add(spread.Bytes);
        }
        else
        {
            rows.Null();
        }
    }
}
