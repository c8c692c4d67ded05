using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>The one place of a service that knows both its events and the contracts. Pure but for loading states.</summary>
public interface IContractMapping
{
    /// <summary>What others are told of an event; at most one message of a type. Empty when it is nobody's business.</summary>
    IEnumerable<object> Notifications(RecordedEvent recorded);

    /// <summary>Whether the event changes what reporting knows of its stream.</summary>
    bool ChangesFacts(RecordedEvent recorded);

    /// <summary>
    /// The whole reportable state of each changed stream; one message a stream. Made of the states and the events alone, so that the same facts come
    /// about whenever they are sent.
    /// </summary>
    /// <param name="states">As they are now, or as they were.</param>
    /// <param name="changed">The last fact-changing event of each stream in the page.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyList<FactsMessage>> FactsAsync(IStates states, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation);
}

/// <summary>The reportable state of a stream on its way.</summary>
/// <param name="Cause">The event that it is told for, whose id the message takes.</param>
/// <param name="RecordedAt">When that state was recorded: since then it was known, whenever the message arrives.</param>
/// <param name="Facts">The message.</param>
public sealed record FactsMessage(RecordedEvent Cause, DateTimeOffset RecordedAt, object Facts)
{
    /// <summary>The facts of a state that was loaded with others.</summary>
    public static FactsMessage Of<TState>(RecordedEvent cause, Fetched<TState> fetched, object facts) where TState : class, IAggregate<TState>
    {
        ArgumentNullException.ThrowIfNull(cause);
        ArgumentNullException.ThrowIfNull(fetched);
        return new FactsMessage(cause, fetched.RecordedAt ?? cause.Timestamp, facts);
    }
}
