using System.Threading.Channels;
using MassTransit;
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
    internal const int Largest = 2000;

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });

    /// <summary>Returns when the fact is committed. One that cannot be counted is logged by its message id and left out.</summary>
    internal async Task RecordAsync<T>(ConsumeContext<T> context, Func<Guid, T, FactRow?> read) where T : class
    {
        var message = context.MessageId ?? throw new InvalidOperationException("A message without an id.");
        if (read(message, context.Message) is not { } fact)
        {
            LogLeftOut(logger, typeof(T).Name, message);
            return;
        }

        var waiting = new Waiting(fact, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await _waiting.Writer.WriteAsync(waiting, context.CancellationToken);
        await waiting.Committed.Task.WaitAsync(context.CancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var group = new List<Waiting>(Largest);
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            while (group.Count < Largest && _waiting.Reader.TryRead(out var next))
            {
                group.Add(next);
            }

            await CommitAsync(group);
            group.Clear();
        }
    }

    private async Task CommitAsync(List<Waiting> group)
    {
        try
        {
            await store.RecordAsync(group.ConvertAll(w => w.Fact), CancellationToken.None);
            group.ForEach(w => w.Committed.SetResult());
        }
        catch (PostgresException e) when (e.InvariantSeverity == "ERROR" && group.Count > 1)
        {
            // One that the database refuses must not take the others with it.
            await CommitAsync(group[..(group.Count / 2)]);
            await CommitAsync(group[(group.Count / 2)..]);
        }
        catch (Exception e)
        {
            // The consumers' retries decide what becomes of it.
            group.ForEach(w => w.Committed.SetException(e));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Message} {MessageId} has an unreadable area or code; left out")]
    private static partial void LogLeftOut(ILogger logger, string message, Guid messageId);

    private sealed record Waiting(FactRow Fact, TaskCompletionSource Committed);
}
