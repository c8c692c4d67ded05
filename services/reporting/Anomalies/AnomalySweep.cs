using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Reporting.Anomalies;

/// <summary>
/// Looks for anomalies where facts have changed: county by county and year by year, behind the facts. What is found follows from the slice
/// alone, so it does not matter how often, by which instance, or when it is looked at. Thread-safe.
/// </summary>
internal sealed partial class AnomalySweep(EventStore.EventStore store, ILogger<AnomalySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    // While many facts come, a slice is looked at once for many of them.
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(30);

    private const string DueSql =
        "select county, year from anomaly_slices where (swept is null or marked > swept) and since <= clock_timestamp() - $1 order by since";

    private const string OfAreaSql =
        "select county, year from anomaly_slices where county >= $1 and county < $2 and year between $3 and $4 order by 1, 2";

    private const string MarkedSql = "select marked from anomaly_slices where county = $1 and year = $2";
    private const string SweptSql = "update anomaly_slices set swept = $3 where county = $1 and year = $2";

    /// <summary>Every slice that is due.</summary>
    /// <returns>How many were looked at.</returns>
    internal Task<int> SweepDueAsync(TimeSpan delay, CancellationToken cancellation = default) =>
        SweepAsync(DueSql, [new NpgsqlParameter<TimeSpan> { TypedValue = delay }], TimeSpan.Zero, cancellation);

    /// <summary>Slices of an area, due or not.</summary>
    internal Task<int> SweepAsync(string area, int from, int to, CancellationToken cancellation = default) => SweepAsync(
        OfAreaSql,
        [
            new NpgsqlParameter<string> { TypedValue = area }, new NpgsqlParameter<string> { TypedValue = $"{area}:" },
            new NpgsqlParameter<int> { TypedValue = from }, new NpgsqlParameter<int> { TypedValue = to },
        ],
        TimeSpan.Zero, cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick);
        while (await timer.TickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(DueSql, [new NpgsqlParameter<TimeSpan> { TypedValue = Delay }], TimeSpan.FromMilliseconds(50), stoppingToken);
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

    /// <param name="sql">Which slices.</param>
    /// <param name="parameters">Of it.</param>
    /// <param name="rest">After each: nobody waits for it, and others need the processors.</param>
    /// <param name="cancellation">Stops it.</param>
    private async Task<int> SweepAsync(string sql, NpgsqlParameter[] parameters, TimeSpan rest, CancellationToken cancellation)
    {
        var slices = new List<(string County, int Year)>();
        await using (var command = store.Database.CreateCommand(sql))
        {
            command.Parameters.AddRange(parameters);
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                slices.Add((reader.GetString(0), reader.GetInt32(1)));
            }
        }

        foreach (var (county, year) in slices)
        {
            await store.InTransactionAsync(transaction => SweepAsync(transaction, county, year, cancellation), cancellation);
            await Task.Delay(rest, cancellation);
        }

        return slices.Count;
    }

    private static async Task<int> SweepAsync(StoreTransaction transaction, string county, int year, CancellationToken cancellation)
    {
        var connection = transaction.Connection;
        // One at a time, each reading after the other's commit.
        await ExecuteAsync(connection, "select pg_advisory_xact_lock(6334285, hashtext($1 || '/' || $2))", cancellation, county, year);
        // Read first: what is marked from here on is looked at again.
        var marked = (DateTime)(await ExecuteAsync(connection, MarkedSql, cancellation, county, year))!;
        var slice = await SliceReader.ReadAsync(connection, county, year, cancellation);
        var found = FindAnomalies.In(slice);
        await AnomalyTable.ReplaceAsync(connection, slice, found, cancellation);
        await ExecuteAsync(connection, SweptSql, cancellation, county, year, marked);
        return found.Count;
    }

    private static async Task<object?> ExecuteAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        return await command.ExecuteScalarAsync(cancellation);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Anomalies could not be looked for; tried again in a moment")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
