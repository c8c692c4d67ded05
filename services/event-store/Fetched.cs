namespace Mediation.EventStore;

/// <summary>A stream's state as fetched for writing.</summary>
/// <param name="Id">The stream.</param>
/// <param name="State">State at <paramref name="Version"/>; <c>Initial</c> when the stream does not exist.</param>
/// <param name="Version">Number of events in the stream; 0 when it does not exist. An append must expect this version.</param>
public sealed record Fetched<TState>(Guid Id, TState State, long Version) where TState : class, IAggregate<TState>
{
    /// <summary>Whether the stream has any event.</summary>
    public bool Exists => Version > 0;

    /// <summary>When the version was recorded: the timestamp of its last event. Null where many are not loaded at once.</summary>
    public DateTimeOffset? RecordedAt { get; init; }
}

/// <summary>An event as stored.</summary>
/// <param name="Sequence">Number in the store's sequence; gaps are normal and later commits may hold lower numbers.</param>
/// <param name="TransactionId">The writing transaction; (TransactionId, Sequence) is the order of subscriptions.</param>
/// <param name="Id">The event's own id, also the id of the message published from it.</param>
/// <param name="StreamId">The stream it belongs to.</param>
/// <param name="Version">Its place in the stream, from 1.</param>
/// <param name="Type">The alias, snake_case.</param>
/// <param name="Data">The event, upcast to the newest shape.</param>
/// <param name="Timestamp">When the database's transaction began (UTC).</param>
/// <param name="Headers">Actor and trace context of the command, or empty.</param>
public sealed record RecordedEvent(
    long Sequence, ulong TransactionId, Guid Id, Guid StreamId, long Version, string Type, object Data, DateTimeOffset Timestamp, EventHeaders Headers);

/// <summary>What is stored beside each event of a command. Never personal data.</summary>
/// <param name="Actor">Id of who gave the command, or a name such as <c>service:volunteer-roster</c>; null when unknown.</param>
/// <param name="TraceParent">W3C trace context of the command, so that one trace runs from request to report.</param>
public sealed record EventHeaders(string? Actor = null, string? TraceParent = null)
{
    /// <summary>No headers.</summary>
    public static readonly EventHeaders None = new();
}
