using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>
/// Cells of one grain in some months: as many as memory is to hold at a time. A row adds to those of the months that its days lie in. Those of years
/// are made of them when all are there.
/// </summary>
internal sealed record CellPart(CellTable Table, DateOnly From, DateOnly Before)
{
    private const int Most = 60_000;

    // Several for each connection, so that none has long to wait for the last of another; but not of a few rows.
    private const int Parts = 6;
    private const int Few = 8_000;

    /// <summary>Parts that hold all of a grain's cells, whatever their months.</summary>
    internal static async Task<List<CellPart>> OfAsync(CellTable table, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var months = new List<(DateOnly First, long Rows)>();
        await using var command = new NpgsqlCommand(CellSql.RowsOfDays(table), connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (day, rows) = (reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1));
            var first = day.AddDays(1 - day.Day);
            if (months.Count > 0 && months[^1].First == first)
            {
                rows += months[^1].Rows;
                months.RemoveAt(months.Count - 1);
            }

            months.Add((first, rows));
        }

        var most = Math.Clamp(months.Sum(month => month.Rows) / Parts, Few, Most);
        var bounds = new List<DateOnly> { DateOnly.MinValue };
        var before = 0L;
        foreach (var (first, rows) in months)
        {
            if (before > 0 && before + rows > most)
            {
                bounds.Add(first);
                before = 0;
            }

            before += rows;
        }

        return [.. bounds.Zip(bounds.Skip(1).Append(DateOnly.MaxValue), (from, before) => new CellPart(table, from, before))];
    }

    /// <summary>Adds the rows up, and finds out which of the cells differ from those in the table.</summary>
    /// <param name="connection">That sees them.</param>
    /// <param name="before">Cells of a part before, of which nothing is wanted any more.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<CellChanges> FoldAsync(NpgsqlConnection connection, FoldedCells? before, CancellationToken cancellation)
    {
        var cells = before?.Table == Table ? before : new FoldedCells(Table, Table.SetsOfMonths);
        cells.Clear();
        await AddUpAsync(cells, connection, cancellation);
        return await CellChanges.OfAsync(cells, connection, CellSql.Stored(Table, From, Before), cancellation);
    }

    private async Task AddUpAsync(FoldedCells cells, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var months = new MonthRows(Table);
        await using var rows = await CopiedRows.OfAsync(connection, months.Within(From, Before), months.Columns, cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var row = months.In(rows);
            // Of the days that lie in other months another part makes cells.
            for (var i = 0; i < row.Days.Length; i++)
            {
                row.Days[i] = row.Days[i] >= From && row.Days[i] < Before ? row.Days[i] : null;
            }

            cells.Add(row);
        }
    }
}
