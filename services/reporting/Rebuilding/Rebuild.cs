using System.Collections.Concurrent;
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

    // For each: what differs in one is changed while the next are derived.
    private const int Stretches = 8;

    private readonly IReadOnlyList<RebuildWorker> _workers = [.. workers.Select(connection => new RebuildWorker(connection))];
    private readonly SemaphoreSlim _writing = new(1);
    private Task _changing = Task.CompletedTask;

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

        var subjects = 0L;
        await EachAsync(await StretchesAsync(cancellation), async (stretch, worker, stop) =>
        {
            var (count, differing) = await worker.DeriveAsync(stretch, stop);
            Interlocked.Add(ref subjects, count);
            if (differing.Count > 0)
            {
                await ChangeAsync(worker, () => StageAsync(differing, worker, stretch, stop), string.Concat(differing.Select(RebuildSql.Apply)), stop);
            }
        }, cancellation);
        await Task.WhenAll(_workers.Select(worker => worker.IndexAsync(cancellation)));
        await FoldAsync(cancellation);
        return subjects;
    }

    private async Task<List<Stretch>> StretchesAsync(CancellationToken cancellation)
    {
        var count = Stretches * workers.Count;
        await using var command = new NpgsqlCommand(RebuildSql.Bounds, main) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = Enumerable.Range(1, count - 1).Select(n => (double)n / count).ToArray() });
        var bounds = ((Guid[])(await command.ExecuteScalarAsync(cancellation))!).Distinct().ToList();
        return [.. bounds.Prepend(Guid.Empty).Zip(bounds.Append(Guid.AllBitsSet), (above, upTo) => new Stretch(above, upTo))];
    }

    private async Task StageAsync(IEnumerable<Grain> differing, RebuildWorker worker, Stretch stretch, CancellationToken cancellation)
    {
        // What it derived itself it has there already.
        foreach (var grain in differing.Where(_ => !worker.Is(main)))
        {
            await worker.CopyAsync(grain, stretch, main, cancellation);
        }
    }

    private async Task FoldAsync(CancellationToken cancellation)
    {
        await main.ExecuteAsync(RebuildSql.StageCells, cancellation);
        var parts = new List<CellPart>();
        foreach (var table in CellTable.All)
        {
            parts.AddRange(await CellPart.OfAsync(table, _workers, cancellation));
        }

        await EachAsync(parts, async (part, worker, stop) =>
        {
            var changes = await part.FoldAsync(worker, _workers.Where(other => other != worker), stop);
            await ChangeAsync(worker, () => changes.StageAsync(main, stop), RebuildSql.Put(part.Table), stop);
        }, cancellation);
        foreach (var table in CellTable.All.Where(table => table.Years.Any()))
        {
            var changes = await YearCells.FoldAsync(table, main, cancellation);
            await changes.StageAsync(main, cancellation);
            await main.ExecuteAsync(RebuildSql.Put(table), cancellation);
        }

        await main.ExecuteAsync(RebuildSql.End, cancellation);
    }

    // Each of them by whoever is free; afterwards all that they found is changed.
    private async Task EachAsync<T>(IEnumerable<T> all, Func<T, RebuildWorker, CancellationToken, Task> work, CancellationToken cancellation)
    {
        var free = new ConcurrentBag<RebuildWorker>(_workers);
        try
        {
            await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = _workers.Count, CancellationToken = cancellation }, async (one, stop) =>
            {
                free.TryTake(out var worker);
                await work(one, worker!, stop);
                free.Add(worker!);
            });
        }
        finally
        {
            await _changing;
        }
    }

    // One after the other. Who found it waits until it is staged, and goes on while it is changed; unless there is but one connection.
    private async Task ChangeAsync(RebuildWorker worker, Func<Task> stage, string sql, CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        await stage();
        _changing = ChangeStagedAsync(sql, cancellation);
        if (worker.Is(main))
        {
            await _changing;
        }
    }

    private async Task ChangeStagedAsync(string sql, CancellationToken cancellation)
    {
        try
        {
            await main.ExecuteAsync(sql, cancellation);
        }
        finally
        {
            _writing.Release();
        }
    }
}
