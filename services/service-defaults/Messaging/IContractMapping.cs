using Mediation.EventStore;

namespace Mediation.ServiceDefaults;

/// <summary>The one place of a service that knows both its events and the contracts. Pure but for loading states.</summary>
public interface IContractMapping
{
    /// <summary>What others are told of an event; at most one message of a type. Empty when it is nobody's business.</summary>
    IEnumerable<object> Notifications(RecordedEvent recorded);

    /// <summary>Whether the event changes what reporting knows of its stream.</summary>
    bool ChangesFacts(RecordedEvent recorded);

    /// <summary>The whole reportable state of each changed stream, as it is now; one message a stream.</summary>
    /// <param name="store">The service's store.</param>
    /// <param name="changed">The last fact-changing event of each stream in the page.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyList<(RecordedEvent Cause, object Facts)>> FactsAsync(
        EventStore.EventStore store, IReadOnlyList<RecordedEvent> changed, CancellationToken cancellation);
}
