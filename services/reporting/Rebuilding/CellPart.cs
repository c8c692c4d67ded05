using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Mediation.Reporting.Rebuilding;

/// <summary>Cells of one cohort in some months: as many as memory is to hold at a time. Cells of different months share no row.</summary>
internal sealed record CellPart(Cohort Cohort, DateOnly From, DateOnly Before)
{
    private const int Rows = 100_000;

    private readonly string[] _keys = CellSql.KeysOf(Cohort);

    // Of each sum, whether it is one of whole numbers, and which of them or of the others. Known from the first row on.
    private (bool Whole, int At)[] _sums = [];

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

    /// <summary>Adds the rows up.</summary>
    internal async Task<FoldedCells> FoldAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(CellSql.Measures(Cohort), connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var first = _keys.Length + 3;
        var isWhole = Enumerable.Range(first, Cohort.Sums.Count).Select(column => reader.GetFieldType(column) != typeof(decimal)).ToArray();
        _sums = [.. isWhole.Select((whole, i) => (whole, isWhole[..i].Count(other => other == whole)))];
        var cells = new FoldedCells(Cohort, _keys);
        var keys = new string[_keys.Length];
        var whole = new long[isWhole.Count(w => w)];
        var exact = new decimal[isWhole.Length - whole.Length];
        while (await reader.ReadAsync(cancellation))
        {
            for (var i = 0; i < keys.Length; i++)
            {
                keys[i] = reader.GetString(i + 3);
            }

            for (var i = 0; i < _sums.Length; i++)
            {
                if (_sums[i].Whole)
                {
                    whole[_sums[i].At] = reader.GetInt64(first + i);
                }
                else
                {
                    exact[_sums[i].At] = reader.GetDecimal(first + i);
                }
            }

            cells.Add(reader.GetString(0), reader.GetFieldValue<DateOnly>(1), keys, Cohort.Value is null ? null : reader.GetInt32(2), whole, exact);
        }

        return cells;
    }

    /// <summary>Marks the cells that lie in the table as they are.</summary>
    /// <returns>The places of those in the table that no row is of.</returns>
    internal async Task<List<(string Axis, int Level, string Area, DateOnly Month, string Key, string Key2)>> CompareAsync(
        FoldedCells cells, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var gone = new List<(string, int, string, DateOnly, string, string)>();
        await using var command = Command(CellSql.Stored(Cohort), connection);
        command.Parameters.Add(new() { Value = Cohort.Name });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var (axis, level, area, month, key, key2) =
                (reader.GetString(0), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateOnly>(3), reader.GetString(4), reader.GetString(5));
            if (cells.At(axis, level, area, month, key, key2) is { } cell)
            {
                cell.IsKept = IsSame(cell, reader);
            }
            else
            {
                gone.Add((axis, level, area, month, key, key2));
            }
        }

        return gone;
    }

    /// <summary>Puts the cells that differ where they are applied from.</summary>
    internal async Task WriteAsync(
        FoldedCells cells, IReadOnlyList<(string Axis, int Level, string Area, DateOnly Month, string Key, string Key2)> gone, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            $"copy rebuilt_cells ({string.Join(", ", CellSql.Place)}, gone, n{string.Concat(CellSql.SumColumns.Take(_sums.Length).Select(s => $", {s}"))}, spread, spread_rows) from stdin (format binary)",
            cancellation);
        foreach (var (axis, level, area, month, key, key2, cell) in cells.Differing)
        {
            await PlaceAsync(copy, (axis.Name, level, area, month, key, key2), cancellation);
            await copy.WriteAsync(false, cancellation);
            await WriteAsync(copy, cell, cancellation);
        }

        var none = new FoldedCell(_sums.Length, _sums.Length);
        foreach (var place in gone)
        {
            await PlaceAsync(copy, place, cancellation);
            await copy.WriteAsync(true, cancellation);
            await WriteAsync(copy, none, cancellation);
        }

        await copy.CompleteAsync(cancellation);
    }

    private async Task PlaceAsync(
        NpgsqlBinaryImporter copy, (string Axis, int Level, string Area, DateOnly Month, string Key, string Key2) place, CancellationToken cancellation)
    {
        await copy.StartRowAsync(cancellation);
        await copy.WriteAsync(Cohort.Name, cancellation);
        await copy.WriteAsync(place.Axis, cancellation);
        await copy.WriteAsync(place.Level, cancellation);
        await copy.WriteAsync(place.Area, cancellation);
        await copy.WriteAsync(place.Month, cancellation);
        await copy.WriteAsync(place.Key, cancellation);
        await copy.WriteAsync(place.Key2, cancellation);
    }

    private async Task WriteAsync(NpgsqlBinaryImporter copy, FoldedCell cell, CancellationToken cancellation)
    {
        await copy.WriteAsync(cell.Rows, cancellation);
        foreach (var (isWhole, at) in _sums)
        {
            await copy.WriteAsync(isWhole ? cell.Whole[at] : cell.Exact[at], NpgsqlDbType.Numeric, cancellation);
        }

        if (Cohort.Value is null)
        {
            await copy.WriteNullAsync(cancellation);
            await copy.WriteNullAsync(cancellation);
        }
        else
        {
            await copy.WriteAsync(cell.Values, cancellation);
            await copy.WriteAsync(cell.RowsOfValues, cancellation);
        }
    }

    private bool IsSame(FoldedCell cell, NpgsqlDataReader reader)
    {
        if (reader.GetBoolean(6) || reader.GetInt64(7) != cell.Rows)
        {
            return false;
        }

        for (var i = 0; i < _sums.Length; i++)
        {
            var (isWhole, at) = _sums[i];
            if (reader.GetDecimal(8 + i) != (isWhole ? cell.Whole[at] : cell.Exact[at]))
            {
                return false;
            }
        }

        return Cohort.Value is null || cell.HasSpread(ArrayAt(reader, 8 + _sums.Length), ArrayAt(reader, 9 + _sums.Length));
    }

    private static int[]? ArrayAt(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<int[]>(column);

    private NpgsqlCommand Command(string sql, NpgsqlConnection connection) => new(sql, connection)
    {
        CommandTimeout = 0,
        Parameters = { new() { Value = From }, new() { Value = Before } },
    };
}
