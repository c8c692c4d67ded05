using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>Cells of years, added up from those of months when all of these are there: the rows of a year would not fit the memory.</summary>
internal static class YearCells
{
    /// <summary>Finds out which of a grain's differ from those in the table.</summary>
    internal static async Task<CellChanges> FoldAsync(CellTable table, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var cells = new FoldedCells(table, table.SetsOfYears);
        foreach (var (year, month) in table.Years)
        {
            await using var stored = await StoredCells.OfAsync(connection, table, CellSql.Stored(table, month), cancellation);
            while (await stored.ReadAsync(cancellation))
            {
                var place = stored.Place;
                stored.AddTo(cells, place with { Axis = year.Name, Month = new(place.Month.Year, 1, 1) });
            }
        }

        return await CellChanges.OfAsync(cells, connection, CellSql.StoredOfYears(table), cancellation);
    }
}
