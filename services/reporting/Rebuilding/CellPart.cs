using Mediation.Reporting.Cells;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>Cells of one cohort in some months: as many as memory is to hold at a time. Cells of different months share no row.</summary>
internal sealed record CellPart(Cohort Cohort, DateOnly From, DateOnly Before)
{
    private const int Rows = 30_000;

    // Rows come with area, month and value, then their keys, then what they add to the sums.
    private const int FirstKey = 3;

    // Cells come with their place, whether they hold what they never should, and how many rows; then the sums.
    private const int IsStray = 6;
    private const int FirstSum = 7;

    private readonly string[] _keys = CellSql.KeysOf(Cohort);

    /// <summary>Parts that hold all of a cohort's cells, whatever their months.</summary>
    internal static async Task<List<CellPart>> OfAsync(Cohort cohort, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var bounds = new List<DateOnly> { DateOnly.MinValue };
        await using var command = new NpgsqlCommand(CellSql.RowsOfMonths(cohort), connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        for (var rows = 0L; await reader.ReadAsync(cancellation);)
        {
            if (rows > 0 && rows + reader.GetInt64(1) > Rows)
            {
                bounds.Add(reader.GetFieldValue<DateOnly>(0));
                rows = 0;
            }

            rows += reader.GetInt64(1);
        }

        return [.. bounds.Zip(bounds.Skip(1).Append(DateOnly.MaxValue), (from, before) => new CellPart(cohort, from, before))];
    }

    /// <summary>Adds the rows up, and finds out which of the cells differ from those in the table.</summary>
    internal async Task<CellChanges> FoldAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var cells = await AddUpAsync(connection, cancellation);
        var gone = new List<CellPlace>();
        await using var command = Command(CellSql.Stored(Cohort), connection);
        command.Parameters.Add(new() { Value = Cohort.Name });
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
        await using var command = Command(CellSql.RowsToAddUp(Cohort), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var first = FirstKey + _keys.Length;
        var cells = new FoldedCells(Cohort);
        var (whole, exact) = (new long[cells.Sums.Count(sum => sum.IsWhole)], new decimal[cells.Sums.Count(sum => !sum.IsWhole)]);
        var keys = new string[_keys.Length];
        while (await reader.ReadAsync(cancellation))
        {
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = reader.GetString(FirstKey + i);
            }

            foreach (var (i, sum) in cells.Sums.Index())
            {
                if (sum.IsWhole)
                {
                    whole[sum.At] = reader.GetInt64(first + i);
                }
                else
                {
                    exact[sum.At] = reader.GetDecimal(first + i);
                }
            }

            int? value = Cohort.Value is null ? null : reader.GetInt32(2);
            cells.Add(reader.GetString(0), reader.GetFieldValue<DateOnly>(1), keys, value, whole, exact);
        }

        return cells;
    }

    private bool IsSame(FoldedCells cells, int cell, NpgsqlDataReader reader)
    {
        var sums = cells.Sums;
        if (reader.GetBoolean(IsStray) || reader.GetInt64(FirstSum) != cells.Whole(cell)[0])
        {
            return false;
        }

        for (var i = 1; i < sums.Length; i++)
        {
            if (reader.GetDecimal(FirstSum + i) != sums[i].In(cells, cell))
            {
                return false;
            }
        }

        var last = FirstSum + sums.Length;
        return Cohort.Value is null || cells.SpreadOf(cell).Is(NumbersAt(reader, last), NumbersAt(reader, last + 1));
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
