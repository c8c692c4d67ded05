using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Clocks;

/// <summary>The shell around decisions that time takes, not a person: load, decide, append; decided again when another was quicker. Thread-safe.</summary>
internal sealed class ClockShell(EventStore.EventStore store, TimeProvider clock)
{
    private const int Attempts = 30;
    private static readonly EventHeaders Headers = new("service:clocks");

    internal async Task AppendAsync<TState>(
        Guid stream, Func<TState, Func<Guid>, DateTimeOffset, Decision> decide, CancellationToken cancellation)
        where TState : class, IAggregate<TState>
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var fetched = await store.FetchForWritingAsync<TState>(stream, cancellation);
            var decision = decide(fetched.State, NewId, clock.GetUtcNow());
            if (decision.Events.Count == 0)
            {
                return;
            }

            var unit = new AppendUnit { CommandId = NewId(), Headers = Headers }.Append(fetched, decision.Events);
            if ((await store.AppendAsync(unit, cancellation)).Status != AppendStatus.Conflict)
            {
                return;
            }
        }

        throw new TimeoutException($"{typeof(TState).Name} {stream} kept changing.");
    }

    private Guid NewId() => Guid.CreateVersion7(clock.GetUtcNow());
}
