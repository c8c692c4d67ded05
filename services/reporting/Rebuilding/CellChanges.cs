using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Reporting.Rebuilding;

/// <summary>In which cells of a cohort the table differs from its rows.</summary>
/// <param name="Cells">What it should hold.</param>
/// <param name="Gone">Places of which there is no row.</param>
internal sealed record CellChanges(FoldedCells Cells, IReadOnlyList<CellPlace> Gone)
{
    /// <summary>Puts them where they are applied from.</summary>
    internal async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        string[] columns = [.. CellSql.Place, "gone", "n", .. CellSql.SumColumns.Take(Cells.Cohort.Sums.Count), "spread", "spread_rows"];
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy rebuilt_cells ({string.Join(", ", columns)}) from stdin (format binary)", cancellation);
        foreach (var (place, cell) in Cells.Differing)
        {
            await PlaceAsync(copy, place, gone: false, cancellation);
            await copy.WriteAsync(Cells.Whole(cell)[0], cancellation);
            foreach (var sum in Cells.Sums.Skip(1))
            {
                await copy.WriteAsync(sum.In(Cells, cell), NpgsqlDbType.Numeric, cancellation);
            }

            await SpreadAsync(copy, Cells.Cohort.Value is null ? null : Cells.SpreadOf(cell), cancellation);
        }

        foreach (var place in Gone)
        {
            await PlaceAsync(copy, place, gone: true, cancellation);
            await copy.WriteAsync(0L, cancellation);
            foreach (var _ in Cells.Sums.Skip(1))
            {
                await copy.WriteAsync(0m, NpgsqlDbType.Numeric, cancellation);
            }

            await SpreadAsync(copy, null, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private async Task PlaceAsync(NpgsqlBinaryImporter copy, CellPlace place, bool gone, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(Cells.Cohort.Name, cancellation);
        await copy.WriteAsync(place.Axis, cancellation);
        await copy.WriteAsync(place.Level, cancellation);
        await copy.WriteAsync(place.Area, cancellation);
        await copy.WriteAsync(place.Month, cancellation);
        await copy.WriteAsync(place.Key, cancellation);
        await copy.WriteAsync(place.Key2, cancellation);
        await copy.WriteAsync(gone, cancellation);
    }

    private static async Task SpreadAsync(NpgsqlBinaryImporter copy, Spread? spread, CancellationToken cancellation)
    {
        if (spread is null)
        {
            await copy.WriteNullAsync(cancellation);
            await copy.WriteNullAsync(cancellation);
            return;
        }

        await copy.WriteAsync(spread.Values, cancellation);
        await copy.WriteAsync(spread.Rows, cancellation);
    }
}
