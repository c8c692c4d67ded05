using System.Threading.Channels;
using Mediation.Reporting.Cells;
using Npgsql;

namespace Mediation.Reporting.Facts;

/// <summary>Records facts in groups: whatever arrived while the last group was being committed is the next. Thread-safe.</summary>
/// <remarks>
/// A lone fact does not wait, and the busier the service is, the larger its groups. (Batches closed by a timer get
/// smaller when time is short, which is when they should be large.)
/// </remarks>
internal sealed partial class FactQueue(FactStore store, ILogger<FactQueue> logger) : BackgroundService
{
    /// <summary>Facts that one transaction takes: the more of them, the more share a cell, and the more memory waits for the commit.</summary>
    internal const int Largest = 4000;

    private static readonly TimeSpan StoreAway = TimeSpan.FromSeconds(1);

    private readonly Channel<FactDelivery> _waiting = Channel.CreateUnbounded<FactDelivery>(new() { SingleReader = true });
    private CellArrays _arrays = FactStore.NewArrays();

    /// <summary>Acknowledged when it is committed.</summary>
    internal void Add(FactDelivery delivery) => _waiting.Writer.TryWrite(delivery);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<FactDelivery>(Largest);
        while (await AnyAsync(stoppingToken))
        {
            while (group.Count < Largest && _waiting.Reader.TryRead(out var next))
            {
                // The broker sends it again by another channel.
                if (next.Channel.Channel.IsOpen)
                {
                    group.Add(next);
                }
            }

            await CommitAsync(group, stoppingToken);
            group.Clear();
        }
    }

    private ValueTask<bool> AnyAsync(CancellationToken cancellation)
    {
        var any = _waiting.Reader.WaitToReadAsync(cancellation);
        if (!any.IsCompleted)
        {
            // They may be as large as the largest group made them.
            _arrays = FactStore.NewArrays();
        }

        return any;
    }

    private async Task CommitAsync(List<FactDelivery> group, CancellationToken cancellation)
    {
        while (!await TryCommitAsync(group, cancellation))
        {
            LogAway(logger, group.Count);
            await Task.Delay(StoreAway, cancellation);
        }
    }

    /// <returns>False while the store is away: then nothing can be deferred either.</returns>
    private async Task<bool> TryCommitAsync(List<FactDelivery> group, CancellationToken cancellation)
    {
        try
        {
            await store.RecordAsync(group.ConvertAll(delivery => delivery.Fact), _arrays, CancellationToken.None);
            await AcknowledgeAsync(group);
        }
        catch (Exception e) when (e is TimeoutException or (NpgsqlException and not PostgresException { InvariantSeverity: "ERROR" }))
        {
            return false;
        }
        catch (Exception) when (group.Count > 1)
        {
            // One that is refused must not take the others with it.
            await CommitAsync(group[..(group.Count / 2)], cancellation);
            await CommitAsync(group[(group.Count / 2)..], cancellation);
        }
        catch (Exception)
        {
            group.ForEach(delivery => delivery.HandOver());
        }

        return true;
    }

    private async Task AcknowledgeAsync(List<FactDelivery> group)
    {
        group.ForEach(delivery => delivery.Span?.Dispose());
        foreach (var deliveries in group.GroupBy(delivery => delivery.Channel))
        {
            try
            {
                await deliveries.Key.AcknowledgeAsync([.. deliveries.Select(delivery => delivery.Tag)]);
            }
            catch (Exception e)
            {
                LogUnacknowledged(logger, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} facts are held: the store is away")]
    private static partial void LogAway(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Facts could not be acknowledged; they come again, which the inbox tells")]
    private static partial void LogUnacknowledged(ILogger logger, Exception fault);
}
