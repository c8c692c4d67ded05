using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>
/// Cells of one grain in some months: as many as memory is to hold at a time. A row adds to those of the months that its days lie in.
/// </summary>
internal sealed record CellPart(CellTable Table, DateOnly From, DateOnly Before)
{
    private const int Rows = 60_000;

    // Cells come with their place, then the sums.
    private const int FirstSum = 6;

    private readonly CellColumn[] _columns = [.. Table.Columns];

    /// <summary>Parts that hold all of a grain's cells, whatever their months.</summary>
    internal static async Task<List<CellPart>> OfAsync(CellTable table, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var bounds = new List<DateOnly> { DateOnly.MinValue };
        await using var command = new NpgsqlCommand(CellSql.RowsOfDays(table), connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var (before, ofMonth, month) = (0L, 0L, DateOnly.MinValue);
        while (await reader.ReadAsync(cancellation))
        {
            var day = reader.GetFieldValue<DateOnly>(0);
            if (day.AddDays(1 - day.Day) is var first && first != month)
            {
                (before, ofMonth, month) = (before + ofMonth, 0, first);
            }

            ofMonth += reader.GetInt64(1);
            if (before > 0 && before + ofMonth > Rows)
            {
                bounds.Add(month);
                before = 0;
            }
        }

        return [.. bounds.Zip(bounds.Skip(1).Append(DateOnly.MaxValue), (from, before) => new CellPart(table, from, before))];
    }

    /// <summary>Adds the rows up, and finds out which of the cells differ from those in the table.</summary>
    internal async Task<CellChanges> FoldAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var cells = await AddUpAsync(connection, cancellation);
        var gone = new List<CellPlace>();
        await using var command = Command(CellSql.Stored(Table), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var place = PlaceIn(reader);
            if (cells.At(place) is not { } cell)
            {
                gone.Add(place);
            }
            else if (IsSame(cells, cell, reader))
            {
                cells.Keep(cell);
            }
        }

        return new CellChanges(cells, gone);
    }

    private async Task<FoldedCells> AddUpAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(CellSql.RowsOfMonths(Table), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var cells = new FoldedCells(Table);
        while (await reader.ReadAsync(cancellation))
        {
            var row = CellRow.In(reader);
            // Of the days that lie in other months another part makes cells.
            for (var i = 0; i < row.Days.Length; i++)
            {
                row.Days[i] = row.Days[i] >= From && row.Days[i] < Before ? row.Days[i] : null;
            }

            cells.Add(row);
        }

        return cells;
    }

    private bool IsSame(FoldedCells cells, int cell, NpgsqlDataReader reader)
    {
        var wholes = cells.Whole(cell);
        var exacts = cells.Exact(cell);
        for (var i = 0; i < _columns.Length; i++)
        {
            var (column, isZero) = (_columns[i], reader.IsDBNull(FirstSum + i));
            if (column.IsWhole
                ? wholes[column.At] != (isZero ? 0 : reader.GetInt64(FirstSum + i))
                : exacts[column.At] != (isZero ? 0 : reader.GetDecimal(FirstSum + i)))
            {
                return false;
            }
        }

        var last = FirstSum + _columns.Length;
        return Table.Spread is null
            || (cells.SpreadOf(cell) is { IsEmpty: false } spread
                ? spread.Is(NumbersAt(reader, last), NumbersAt(reader, last + 1))
                : reader.IsDBNull(last) && reader.IsDBNull(last + 1));
    }

    private static CellPlace PlaceIn(NpgsqlDataReader reader) => new(
        reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetString(4), reader.GetString(5));

    private static int[]? NumbersAt(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<int[]>(column);

    private NpgsqlCommand Command(string sql, NpgsqlConnection connection) => new(sql, connection)
    {
        CommandTimeout = 0,
        Parameters = { new() { Value = From }, new() { Value = Before } },
    };
}
