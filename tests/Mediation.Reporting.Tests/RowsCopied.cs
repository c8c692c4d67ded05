using System.Globalization;
using Mediation.Reporting.Rebuilding;
using Npgsql;

namespace Mediation.Reporting.Tests;

/// <summary>Rows in PostgreSQL's own format, copied in and out again.</summary>
public sealed class RowsCopied(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    // Of more than one buffer.
    private const int Rows = 3_000;

    private static readonly string[] Columns = ["number", "large", "day", "word", "bytes", "exact"];

    private static readonly decimal[] Exact =
    [
        0, 1, -1, 0.1m, -0.05m, 9_999, 10_000, 100_000_000, 12_345.67m, 1.2345m, 1.23456m, -99_999_999.99999m, 0.00000001m, 1.00m,
        decimal.MaxValue, decimal.MinValue, 1e-28m, 7.9228162514264337593543950335m,
    ];

    [Fact]
    public async Task are_what_they_were()
    {
        await using var connection = await reporting.Store.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("create temporary table copied (number int, large bigint, day date, word text, bytes bytea, exact numeric)", default);
        var bytes = new byte[100];
        new Random(20261129).NextBytes(bytes);
        await using (var copying = await CopyingRows.ToAsync(connection, "copied", Columns, default))
        {
            for (var i = 0; i < Rows; i++)
            {
                await copying.StartAsync(default);
                copying.Add(-i);
                copying.Add(long.MaxValue - i);
                copying.Add(new DateOnly(1999, 12, 31).AddDays(i));
                copying.Add($"事{i}\t\\N");
                copying.Add(bytes);
                copying.Add(Exact[i % Exact.Length]);
            }
        }

        await using var command = new NpgsqlCommand("select number, large, day, word, bytes, exact::text from copied order by number desc", connection);
        await using (var reader = await command.ExecuteReaderAsync())
        {
            for (var i = 0; i < Rows; i++)
            {
                (await reader.ReadAsync()).ShouldBeTrue();
                (reader.GetInt32(0), reader.GetInt64(1), reader.GetFieldValue<DateOnly>(2), reader.GetString(3), reader.GetString(5)).ShouldBe((
                    -i, long.MaxValue - i, new DateOnly(1999, 12, 31).AddDays(i), $"事{i}\t\\N", Exact[i % Exact.Length].ToString(CultureInfo.InvariantCulture)));
                reader.GetFieldValue<byte[]>(4).ShouldBe(bytes);
            }

            (await reader.ReadAsync()).ShouldBeFalse();
        }

        var rows = 0;
        await using var copied = await CopiedRows.OfAsync(
            connection, "select number, large, day, word, bytes, exact::text from copied order by number desc", Columns.Length, default);
        for (; await copied.ReadAsync(default); rows++)
        {
            (copied.Int(0), copied.Long(1), copied.Day(2), copied.Text(3), copied.Decimal(5)).ShouldBe((
                -rows, long.MaxValue - rows, new DateOnly(1999, 12, 31).AddDays(rows), $"事{rows}\t\\N", Exact[rows % Exact.Length]));
            copied.Bytes(4).SequenceEqual(bytes).ShouldBeTrue();
        }

        rows.ShouldBe(Rows);
    }

    [Fact]
    public async Task are_null_where_nothing_is_given()
    {
        await using var connection = await reporting.Store.Database.OpenConnectionAsync();
        await connection.ExecuteAsync("create temporary table copied (number int, word text)", default);
        await using (var copying = await CopyingRows.ToAsync(connection, "copied", ["word", "number"], default))
        {
            await copying.StartAsync(default);
            copying.Null();
            copying.Add(7);
        }

        await using var copied = await CopiedRows.OfAsync(connection, "select number, word from copied", 2, default);
        (await copied.ReadAsync(default)).ShouldBeTrue();
        (copied.Int(0), copied.IsNull(0), copied.IsNull(1)).ShouldBe((7, false, true));
        (await copied.ReadAsync(default)).ShouldBeFalse();
    }
}
