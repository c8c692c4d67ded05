using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Reporting.Rebuilding;

/// <summary>In which cells of a grain the table differs from its rows.</summary>
/// <param name="Cells">What it should hold.</param>
/// <param name="Gone">Places of which there is no row.</param>
internal sealed record CellChanges(FoldedCells Cells, IReadOnlyList<CellPlace> Gone)
{
    private CellTable Table => Cells.Table;

    /// <summary>Compares what there should be with what there is.</summary>
    /// <param name="cells">What there should be.</param>
    /// <param name="connection">That sees what there is.</param>
    /// <param name="stored">All of it, as <see cref="StoredCells"/> reads it.</param>
    /// <param name="cancellation">Stops it.</param>
    internal static async Task<CellChanges> OfAsync(FoldedCells cells, NpgsqlConnection connection, string stored, CancellationToken cancellation)
    {
        var gone = new List<CellPlace>();
        await using var there = await StoredCells.OfAsync(connection, cells.Table, stored, cancellation);
        while (await there.ReadAsync(cancellation))
        {
            if (cells.At(there.Place) is not { } cell)
            {
                gone.Add(there.Place);
            }
            else if (there.IsSame(cells, cell))
            {
                cells.Keep(cell);
            }
        }

        return new CellChanges(cells, gone);
    }

    /// <summary>Puts them where they are applied from.</summary>
    internal async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Gone.Count == 0 && !Cells.Differing.Any())
        {
            return;
        }

        string[] columns = ["gone", .. CellTable.Place, .. Table.Columns.Select(column => column.Name), .. Table.SpreadColumns];
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy rebuilt_{Table.Name} ({string.Join(", ", columns)}) from stdin (format binary)", cancellation);
        foreach (var (place, cell) in Cells.Differing)
        {
            await PlaceAsync(copy, place, gone: false, cancellation);
            await SumsAsync(copy, cell, cancellation);
            await SpreadAsync(copy, Table.Spread is null ? null : Cells.SpreadOf(cell), cancellation);
        }

        foreach (var place in Gone)
        {
            await PlaceAsync(copy, place, gone: true, cancellation);
            await SumsAsync(copy, null, cancellation);
            await SpreadAsync(copy, null, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private async Task SumsAsync(NpgsqlBinaryImporter copy, int? cell, CancellationToken cancellation)
    {
        foreach (var column in Table.Columns)
        {
            await (cell is not { } at || (column.IsWhole ? Cells.Whole(at)[column.At] == 0 : Cells.Exact(at)[column.At] == 0) ? copy.WriteNullAsync(cancellation)
                : column.IsWhole ? copy.WriteAsync(Cells.Whole(at)[column.At], NpgsqlDbType.Bigint, cancellation)
                : copy.WriteAsync(Cells.Exact(at)[column.At], NpgsqlDbType.Numeric, cancellation));
        }
    }

    private static async Task PlaceAsync(NpgsqlBinaryImporter copy, CellPlace place, bool gone, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(gone, cancellation);
        await copy.WriteAsync(place.Axis, cancellation);
        await copy.WriteAsync(place.Level, cancellation);
        await copy.WriteAsync(place.Area, cancellation);
        await copy.WriteAsync(place.Month, cancellation);
        await copy.WriteAsync(place.Key, cancellation);
        await copy.WriteAsync(place.Key2, cancellation);
    }

    private async Task SpreadAsync(NpgsqlBinaryImporter copy, Spread? spread, CancellationToken cancellation)
    {
        if (Table.Spread is null)
        {
            return;
        }

        await (spread is null or { IsEmpty: true } ? copy.WriteNullAsync(cancellation) : copy.WriteAsync(spread.Bytes, cancellation));
    }
}
