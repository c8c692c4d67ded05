namespace Mediation.EventStore;

/// <summary>The state of one stream, folded from its events. Implemented by a sealed record that holds the least its decisions read.</summary>
/// <typeparam name="TSelf">The state record itself.</typeparam>
public interface IAggregate<TSelf> where TSelf : class, IAggregate<TSelf>
{
    /// <summary>The state of a stream that has no events yet (version 0).</summary>
    static abstract TSelf Initial { get; }

    /// <summary>The state after one more event. Total (an event it does not care about returns the same state) and pure: no clock, no new ids.</summary>
    TSelf Evolve(object @event);
}
