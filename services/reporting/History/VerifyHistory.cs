using System.Data;
using Mediation.Reporting.Rebuilding;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.History;

/// <summary>Compares the history with what counts now: what came, less what went, must be what is there, row by row, cell by cell and value by value.</summary>
internal sealed class VerifyHistory(EventStore.EventStore store, KeepHistory history)
{
    /// <summary>Keeps what waits first. One line for each table that differs.</summary>
    /// <param name="output">Where the lines go.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>How many rows, cells and values were compared, and how many of them differ.</returns>
    internal async Task<(long Compared, long Different)> RunAsync(TextWriter output, CancellationToken cancellation = default)
    {
        await history.RunAsync(few: 0, cancellation: cancellation);
        await using var connection = await store.Database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await connection.ExecuteAsync("set local statement_timeout = 0", cancellation);
        var all = new List<(string Name, long Compared, long Different)>();
        foreach (var grain in HistorySql.Grains)
        {
            all.Add(await CompareAsync(connection, HistorySql.TableOf(grain), HistorySql.CompareRows(grain), cancellation));
        }

        if (await IsAllInCellsAsync(connection, cancellation))
        {
            foreach (var table in CellTable.All)
            {
                all.Add(await CompareAsync(connection, HistorySql.CellsOf(table.Grain), HistorySql.CompareCells(table), cancellation));
            }

            foreach (var table in CellTable.All.Where(table => table.Spread is not null))
            {
                all.Add(await CompareAsync(connection, $"histograms of {HistorySql.CellsOf(table.Grain)}", HistorySql.CompareSpreads(table), cancellation));
            }
        }
        else
        {
            await output.WriteLineAsync("history: its cells were not compared, since facts came in meanwhile");
        }

        foreach (var (name, compared, different) in all.Where(one => one.Different > 0))
        {
            await output.WriteLineAsync($"history: {different} of {compared} differ in {name}");
        }

        return (all.Sum(one => one.Compared), all.Sum(one => one.Different));
    }

    private static async Task<(string Name, long Compared, long Different)> CompareAsync(
        NpgsqlConnection connection, string name, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (name, reader.GetInt64(0), reader.GetInt64(1));
    }

    private static async Task<bool> IsAllInCellsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select not n.waiting and n.folded = s.written from history_now() n, history_state s", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
