using System.Diagnostics;
using Mediation.Reporting.Cells;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Rebuilding;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Reporting.History;

/// <summary>
/// Keeps what was counted when, behind the facts: taking them in does not wait for it. Questions are answered the same however far behind it is,
/// only sooner when it is not far. Any number of instances: one of them at a time. Thread-safe.
/// </summary>
internal sealed partial class KeepHistory(EventStore.EventStore store, ILogger<KeepHistory> logger) : BackgroundService
{
    internal const string Lock = "select from pg_advisory_xact_lock(6334286)";

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    // While facts come faster than they are kept, it works one part of the time in so many: whoever sends them is not to wait for it.
    private const int Patience = 19;

    // Facts that one transaction keeps.
    private const int Facts = 1000;

    // Rows that are read one by one until there are more of them; while many facts wait they come too late for any question anyway.
    private const int Few = 5_000;

    // The more of them go into cells at once, the more share a cell, and the more memory it takes.
    private const int Many = 8_000;

    /// <summary>Keeps all that has arrived until now.</summary>
    /// <param name="facts">At a time.</param>
    /// <param name="few">Rows that are left out of cells.</param>
    /// <param name="cancellation">Stops it.</param>
    internal async Task RunAsync(int facts = Facts, int few = Few, CancellationToken cancellation = default)
    {
        var arrays = NewArrays();
        while ((await NextAsync(arrays, facts, few, cancellation)).More)
        {
            // Until nothing waits.
        }
    }

    internal static CellArrays NewArrays() => new(table => table.SetsOfMonths);

    /// <summary>Keeps some facts, and puts some rows into cells if there are more than a few.</summary>
    internal Task<Progress> NextAsync(CellArrays arrays, int facts, int few, CancellationToken cancellation) => store.InTransactionAsync(
        async transaction =>
        {
            var connection = transaction.Connection;
            // Statements of their own, so that the functions called are those that are there then. A rebuild holds the lock as long as it takes.
            await connection.ExecuteAsync($"{RebuildSql.Unhurried} {FactStore.MigrationLock}; {Lock}", cancellation);
            var began = Stopwatch.GetTimestamp();
            await using var keeping = new NpgsqlCommand("select keep_history($1)", connection);
            keeping.Parameters.Add(new NpgsqlParameter<int> { TypedValue = facts });
            await keeping.ExecuteNonQueryAsync(cancellation);
            var (written, folded, progress) = await StateAsync(connection, cancellation);
            if (written - folded > few)
            {
                await FoldAsync(arrays, connection, folded, Math.Min(written, folded + Many), cancellation);
                progress = progress with { More = true };
            }

            return progress with { Took = Stopwatch.GetElapsedTime(began) };
        },
        cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick);
        var arrived = 0L;
        while (await timer.TickAsync(stoppingToken))
        {
            try
            {
                Progress progress = default;
                var arrays = NewArrays();
                do
                {
                    progress = await NextAsync(arrays, Facts, progress.More ? Many : Few, stoppingToken);
                    var isBusy = progress.Arrived - arrived > Facts;
                    arrived = progress.Arrived;
                    await Task.Delay(isBusy ? progress.Took * Patience : TimeSpan.Zero, stoppingToken);
                }
                while (progress.More);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(logger, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private static async Task<(long Written, long Folded, Progress Progress)> StateAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select s.written, s.folded, s.kept < f.arrived, f.arrived from history_state s, (select coalesce(max(arrival), 0) as arrived from facts) f", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetInt64(1), new Progress(reader.GetBoolean(2), reader.GetInt64(3)));
    }

    private static async Task FoldAsync(CellArrays arrays, NpgsqlConnection connection, long after, long upTo, CancellationToken cancellation)
    {
        await connection.ExecuteAsync("set local plan_cache_mode = force_generic_plan", cancellation);
        foreach (var table in CellTable.All)
        {
            // Those of one month share no cell with those of another: of few disputes all months at once would be most of what the service holds.
            foreach (var month in await MonthsAsync(connection, table.Grain, after, upTo, cancellation))
            {
                var cells = await FoldAsync(arrays, connection, table, month, after, upTo, cancellation);
                await CellDeltas.AddAsync(connection, [.. cells.Select(of => HistorySql.Of(of, month))], cancellation);
            }
        }

        await using var folded = new NpgsqlCommand("update history_state set folded = $1", connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = upTo } } };
        await folded.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<IEnumerable<FoldedCells>> FoldAsync(
        CellArrays arrays, NpgsqlConnection connection, CellTable table, DateOnly month, long after, long upTo, CancellationToken cancellation)
    {
        await using var reading = Between(connection, HistorySql.Rows(table), after, upTo);
        reading.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = month });
        await using var reader = await reading.ExecuteReaderAsync(cancellation);
        return await arrays.FoldAsync(reader, cancellation);
    }

    private static async Task<List<DateOnly>> MonthsAsync(NpgsqlConnection connection, Grain grain, long after, long upTo, CancellationToken cancellation)
    {
        await using var command = Between(connection, HistorySql.MonthsKnown(grain), after, upTo);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var months = new List<DateOnly>();
        while (await reader.ReadAsync(cancellation))
        {
            months.Add(reader.GetFieldValue<DateOnly>(0));
        }

        return months;
    }

    private static NpgsqlCommand Between(NpgsqlConnection connection, string sql, long after, long upTo) => new(sql, connection)
    {
        Parameters = { new NpgsqlParameter<long> { TypedValue = after }, new NpgsqlParameter<long> { TypedValue = upTo } },
    };

    /// <param name="More">Whether there is more to do.</param>
    /// <param name="Arrived">The last fact that has arrived.</param>
    /// <param name="Took">Since nobody else was at it.</param>
    internal readonly record struct Progress(bool More, long Arrived, TimeSpan Took = default);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The history could not be kept; tried again in a moment")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
