using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Cells;

/// <summary>What rows that came and rows that went add to cells.</summary>
internal static class CellDeltas
{
    // Cells that one statement adds to: of more, the list of their sums is a large object, which is collected only with all that lives.
    private const int Most = 4_000;

    /// <summary>Adds all of them to their tables.</summary>
    /// <returns>How many cells changed.</returns>
    internal static Task<int> AddAsync(NpgsqlConnection connection, IEnumerable<FoldedCells> folded, CancellationToken cancellation) =>
        AddAsync(connection, [.. folded.Select(cells => new CellDelta(cells, cells.Table.Name))], cancellation);

    /// <summary>Adds all of them to tables, in a transaction whose further statements look up by key.</summary>
    internal static async Task<int> AddAsync(NpgsqlConnection connection, IReadOnlyList<CellDelta> deltas, CancellationToken cancellation)
    {
        var some = deltas.Where(delta => delta.Adding.Count > 0).ToList();
        if (some.Count == 0)
        {
            return 0;
        }

        await AddSpreadsAsync(connection, some, cancellation);
        var (changed, last) = (0, Task.FromResult(0));
        // While PostgreSQL adds some, the next are listed.
        foreach (var adding in some.SelectMany(delta => delta.Adding.Chunk(Most).Select(adding => Add(delta, adding))))
        {
            changed += await last;
            last = ExecuteAsync(adding, connection, cancellation);
        }

        return changed + await last;
    }

    private static async Task<int> ExecuteAsync(NpgsqlCommand command, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using (command)
        {
            command.Connection = connection;
            return await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static NpgsqlCommand Add(CellDelta delta, (CellPlace Place, int Cell)[] adding)
    {
        var cells = delta.Cells;
        var command = new NpgsqlCommand(CellSql.Add(cells.Table, delta.Name, delta.Columns));
        command.Parameters.AddRange(CellPlace.ListsOf(adding.Select(cell => cell.Place)).Append(WholesOf(cells, adding)).Concat(ExactsOf(cells, adding)).ToArray());
        if (cells.Table.Spread is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<byte[]?[]> { TypedValue = [.. adding.Select(cell => delta.SpreadOf(cell.Cell))] });
        }

        command.Parameters.AddRange(DaysOf(delta));
        return command;
    }

    // Histograms are added up here, to what lies in the table: nobody else writes it meanwhile, and there each value of each would be a row.
    private static async Task AddSpreadsAsync(NpgsqlConnection connection, List<CellDelta> deltas, CancellationToken cancellation)
    {
        var spreading = deltas.Where(delta => delta.Spreading.Count > 0).ToList();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(CellSql.ByKey) } };
        foreach (var delta in spreading)
        {
            var command = new NpgsqlBatchCommand(CellSql.Spreads(delta.Cells.Table, delta.Name, delta.Columns));
            command.Parameters.AddRange(CellPlace.ListsOf(delta.Spreading.Select(cell => cell.Place)));
            command.Parameters.AddRange(DaysOf(delta));
            batch.BatchCommands.Add(command);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var delta in spreading)
        {
            await reader.NextResultAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                delta.Cells.SpreadOf(delta.Spreading[(int)reader.GetInt64(0) - 1].Cell).Add(reader.GetFieldValue<byte[]>(1));
            }
        }
    }

    private static NpgsqlParameter[] DaysOf(CellDelta delta) => [.. delta.Days.Select(day => new NpgsqlParameter<DateOnly> { TypedValue = day.Day })];

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
        cells.Table.Exact.Select((_, i) => new NpgsqlParameter<decimal[]> { TypedValue = [.. adding.Select(cell => cells.Exact(cell.Cell)[i])] });
}
