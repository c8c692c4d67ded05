using System.Diagnostics;
using MassTransit;
using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>The shell around decisions behind a message: load, decide, append with the inbox row. A message takes effect once, however often it comes. Thread-safe.</summary>
public sealed partial class ConsumerShell(EventStore.EventStore store, Vault vault, TimeProvider clock, ILogger<ConsumerShell> logger)
{
    private const int Attempts = 30;

    /// <summary>Handles a message against one stream, which may be new.</summary>
    /// <param name="context">The message, with its id.</param>
    /// <param name="consumer">Name of the consumer, stable across releases.</param>
    /// <param name="id">The stream.</param>
    /// <param name="decide">Pure decision. A refusal is logged by its code and ends the message; what others must hear of is an event.</param>
    public async Task HandleAsync<TState>(ConsumeContext context, string consumer, Guid id, Func<TState, DateTimeOffset, Decision> decide)
        where TState : class, IAggregate<TState>
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var fetched = await store.FetchForWritingAsync<TState>(id, context.CancellationToken);
            var unit = await UnitAsync(context, consumer, fetched, decide(fetched.State, clock.GetUtcNow()));
            if ((await store.AppendAsync(unit, context.CancellationToken)).Status != AppendStatus.Conflict)
            {
                return;
            }
        }

        throw new TimeoutException($"{consumer}: the stream kept changing.");
    }

    /// <summary>Handles a message in a transaction of its own, for decisions that choose among rows under a lock.</summary>
    /// <inheritdoc cref="HandleAsync"/>
    public Task TransactAsync<TState>(
        ConsumeContext context, string consumer, Guid id, Func<StoreTransaction, TState, DateTimeOffset, Task<Decision>> decide)
        where TState : class, IAggregate<TState> =>
        store.InTransactionAsync(async transaction =>
        {
            var (fetched, _) = await transaction.FetchForWritingAsync<TState>(id, cancellation: context.CancellationToken);
            var unit = await UnitAsync(context, consumer, fetched, await decide(transaction, fetched.State, clock.GetUtcNow()));
            var result = await transaction.AppendAsync(unit, context.CancellationToken);
            return result.Status == AppendStatus.Conflict ? throw new TimeoutException($"{consumer}: the stream changed.") : result;
        }, context.CancellationToken);

    private async Task<AppendUnit> UnitAsync<TState>(ConsumeContext context, string consumer, Fetched<TState> fetched, Decision decision)
        where TState : class, IAggregate<TState>
    {
        if (decision.Refusal is { } refusal)
        {
            LogRefused(logger, consumer, context.MessageId, refusal.Code);
        }

        var unit = new AppendUnit
        {
            Inbox = new InboxKey(consumer, context.MessageId ?? throw new InvalidOperationException("A message without an id.")),
            Headers = new EventHeaders($"service:{context.SourceAddress?.Host}", Activity.Current?.Id),
        };
        // What came by message is kept without its texts when they may no longer be kept.
        return unit.Append(fetched, decision.Events).Seal(await Verdict.SealAsync(vault, fetched.Id, fetched.State, decision) ?? []);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Consumer} refused message {MessageId}: {Code}")]
    private static partial void LogRefused(ILogger logger, string consumer, Guid? messageId, string code);
}
