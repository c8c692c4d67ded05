using System.Collections.Concurrent;
using Mediation.Reporting.Cells;
using Mediation.Reporting.Storage;
using Npgsql;

namespace Mediation.Reporting.Rebuilding;

/// <summary>
/// Derives rows and cells anew from all facts, and changes those that differ. Whoever runs it keeps facts from coming meanwhile; who reads
/// reads what was there before until the transaction of <paramref name="main"/> commits.
/// </summary>
/// <param name="main">In a transaction, which all is changed in.</param>
/// <param name="workers">Derive beside each other, each in a transaction of its own in which nothing is kept; or that one alone.</param>
internal sealed class Rebuild(NpgsqlConnection main, params IReadOnlyList<NpgsqlConnection> workers)
{
    // One for each core of the smallest machine that this is meant for.
    private const int Workers = 2;

    /// <summary>With connections of its own beside that of the transaction.</summary>
    /// <returns>How many subjects there are.</returns>
    internal static async Task<long> RunAsync(NpgsqlConnection main, NpgsqlDataSource database, CancellationToken cancellation)
    {
        var workers = new List<NpgsqlConnection>();
        try
        {
            while (workers.Count < Workers)
            {
                workers.Add(await database.OpenConnectionAsync(cancellation));
                await workers[^1].ExecuteAsync("begin", cancellation);
            }

            return await new Rebuild(main, workers).RunAsync(cancellation);
        }
        finally
        {
            foreach (var worker in workers)
            {
                await worker.DisposeAsync();
            }
        }
    }

    /// <inheritdoc cref="RunAsync(NpgsqlConnection, NpgsqlDataSource, CancellationToken)"/>
    internal async Task<long> RunAsync(CancellationToken cancellation)
    {
        foreach (var connection in workers.Append(main).Distinct())
        {
            await connection.ExecuteAsync(RebuildSql.Unhurried + RebuildSql.Stage, cancellation);
        }

        var shares = await SharesAsync(cancellation);
        var derived = await Task.WhenAll(shares.Zip(workers, (share, worker) => DeriveAsync(worker, share, cancellation)));
        var differing = derived.Sum(share => share.Differing);
        if (differing > 0)
        {
            await ChangeRowsAsync(cancellation);
        }

        // Only the transaction that changed rows sees what became of them.
        await FoldAsync(differing > 0 ? [main] : workers, cancellation);
        return derived.Sum(share => share.Subjects);
    }

    private async Task<List<(Guid Above, Guid UpTo)>> SharesAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(RebuildSql.Bounds, main) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = Enumerable.Range(1, workers.Count - 1).Select(n => (double)n / workers.Count).ToArray() });
        var bounds = (Guid[])(await command.ExecuteScalarAsync(cancellation))!;
        return [.. bounds.Prepend(Guid.Empty).Zip(bounds.Append(Guid.AllBitsSet))];
    }

    private static async Task<(long Subjects, long Differing)> DeriveAsync(
        NpgsqlConnection worker, (Guid Above, Guid UpTo) share, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select subjects, differing from derive_share($1, $2)", worker) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = share.Above });
        command.Parameters.Add(new() { Value = share.UpTo });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    private async Task ChangeRowsAsync(CancellationToken cancellation)
    {
        foreach (var worker in workers.Where(worker => worker != main))
        {
            foreach (var grain in Grain.All)
            {
                var staged = $"copy rebuilt_{grain.Name}";
                await using var from = await worker.BeginRawBinaryCopyAsync($"{staged} to stdout (format binary)", cancellation);
                await using var to = await main.BeginRawBinaryCopyAsync($"{staged} from stdin (format binary)", cancellation);
                await from.CopyToAsync(to, cancellation);
            }
        }

        await main.ExecuteAsync(RebuildSql.Apply, cancellation);
    }

    private async Task FoldAsync(IReadOnlyList<NpgsqlConnection> seeing, CancellationToken cancellation)
    {
        await main.ExecuteAsync(RebuildSql.StageCells, cancellation);
        var parts = new List<CellPart>();
        foreach (var table in CellTable.All)
        {
            parts.AddRange(await CellPart.OfAsync(table, seeing[0], cancellation));
        }

        using var writing = new SemaphoreSlim(1);
        var free = new ConcurrentBag<(NpgsqlConnection Connection, FoldedCells? Cells)>(seeing.Select(connection => (connection, (FoldedCells?)null)));
        var beside = new ParallelOptions { MaxDegreeOfParallelism = seeing.Count, CancellationToken = cancellation };
        await Parallel.ForEachAsync(parts, beside, async (part, stop) =>
        {
            free.TryTake(out var mine);
            var changes = await part.FoldAsync(mine.Connection, mine.Cells, stop);
            await writing.WaitAsync(stop);
            await changes.WriteAsync(main, stop);
            writing.Release();
            free.Add((mine.Connection, changes.Cells));
        });
        await main.ExecuteAsync(RebuildSql.ApplyCells, cancellation);
        foreach (var table in CellTable.All.Where(table => table.Years.Any()))
        {
            await (await YearCells.FoldAsync(table, main, cancellation)).WriteAsync(main, cancellation);
        }

        await main.ExecuteAsync(RebuildSql.ApplyCells + RebuildSql.End, cancellation);
    }
}
