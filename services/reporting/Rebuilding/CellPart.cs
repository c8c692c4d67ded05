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
    internal static async Task<List<CellPart>> OfAsync(CellTable table, IReadOnlyList<RebuildWorker> workers, CancellationToken cancellation)
    {
        var counted = await Task.WhenAll(RowsOf(table, workers[0], workers.Skip(1)).Select(rows => CountAsync(table, rows.Rows, rows.Seeing, cancellation)));
        var months = new SortedDictionary<DateOnly, long>();
        foreach (var (day, rows) in counted.SelectMany(days => days))
        {
            var first = day.AddDays(1 - day.Day);
            months[first] = months.GetValueOrDefault(first) + rows;
        }

        var most = Math.Clamp(months.Values.Sum() / Parts, Few, Most);
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

    private static async Task<List<(DateOnly Day, long Rows)>> CountAsync(
        CellTable table, string rows, RebuildWorker seeing, CancellationToken cancellation)
    {
        var days = new List<(DateOnly, long)>();
        await seeing.UseAsync(async connection =>
        {
            await using var command = new NpgsqlCommand(CellSql.RowsOfDays(table, rows), connection) { CommandTimeout = 0 };
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                days.Add((reader.GetFieldValue<DateOnly>(0), reader.GetInt64(1)));
            }
        }, cancellation);
        return days;
    }

    /// <summary>Adds the rows up, and finds out which of the cells differ from those in the table.</summary>
    /// <param name="worker">Whose cells they become.</param>
    /// <param name="others">Who have more of the rows that differ.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task<CellChanges> FoldAsync(RebuildWorker worker, IEnumerable<RebuildWorker> others, CancellationToken cancellation)
    {
        var cells = worker.Cells = worker.Cells?.Table == Table ? worker.Cells : new FoldedCells(Table, Table.SetsOfMonths);
        cells.Clear();
        foreach (var (seeing, rows) in RowsOf(Table, worker, others))
        {
            await seeing.UseAsync(connection => AddUpAsync(cells, connection, rows, cancellation), cancellation);
        }

        CellChanges? changes = null;
        await worker.UseAsync(
            async connection => changes = await CellChanges.OfAsync(cells, connection, CellSql.Stored(Table, From, Before), cancellation), cancellation);
        return changes!;
    }

    // Who sees which of the rows as they will be.
    private static IEnumerable<(RebuildWorker Seeing, string Rows)> RowsOf(CellTable table, RebuildWorker worker, IEnumerable<RebuildWorker> others) =>
        others.Where(other => other.Has(table.Grain)).Select(other => (other, RebuildSql.Differing(table.Grain))).Append((worker, RebuildSql.Rows(table.Grain)));

    private async Task AddUpAsync(FoldedCells cells, NpgsqlConnection connection, string from, CancellationToken cancellation)
    {
        var months = new MonthRows(Table, from);
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
