namespace Mediation.EventStore;

/// <summary>A message as one consumer knows it; handled at most once.</summary>
/// <param name="Consumer">Name of the consumer, stable across releases.</param>
/// <param name="MessageId">The message's id.</param>
public readonly record struct InboxKey(string Consumer, Guid MessageId);

/// <summary>One piece of personal data, already encrypted, for the vault table. Written again under the same key it replaces the old text.</summary>
/// <param name="SubjectId">Whose key encrypts it (the dispute, case or person).</param>
/// <param name="ItemId">What it belongs to (a party, a record, an obligation).</param>
/// <param name="Field">Which text of the item.</param>
/// <param name="KeyId">The key it was encrypted with.</param>
/// <param name="Ciphertext">Nonce, ciphertext and tag.</param>
public sealed record SealedText(Guid SubjectId, Guid ItemId, string Field, string KeyId, byte[] Ciphertext);

/// <summary>The first key of a subject, wrapped.</summary>
/// <param name="SubjectId">Whose.</param>
/// <param name="Master">Name of the master key that wraps it.</param>
/// <param name="Wrapped">Nonce, ciphertext and tag.</param>
public sealed record FirstKey(Guid SubjectId, string Master, byte[] Wrapped);

/// <summary>Everything one command writes: events of one or more streams with their snapshots, sealed texts, its own id or inbox row. All of it or nothing.</summary>
/// <remarks>Not thread-safe; build one per command. A stream may appear once.</remarks>
public sealed class AppendUnit
{
    /// <summary>Idempotency key of the command; a second append under it returns the stored answer. Null when <see cref="Inbox"/> identifies the work.</summary>
    public Guid? CommandId { get; init; }

    /// <summary>The message this unit handles, when it comes from a consumer.</summary>
    public InboxKey? Inbox { get; init; }

    /// <summary>Stored with the command and returned to repeats. Never personal data. Null stores none.</summary>
    public byte[]? Answer { get; set; }

    /// <summary>Stored beside every event of the unit.</summary>
    public EventHeaders Headers { get; init; } = EventHeaders.None;

    internal List<StreamChange> Streams { get; } = [];

    internal List<SealedText> Sealed { get; } = [];

    /// <summary>Appends events to a fetched stream, expecting the version that was fetched. No events = the version is checked (and locked) only.</summary>
    /// <exception cref="ArgumentException">The stream is in the unit already.</exception>
    public AppendUnit Append<TState>(Fetched<TState> fetched, IReadOnlyList<object> events) where TState : class, IAggregate<TState>
    {
        ArgumentNullException.ThrowIfNull(fetched);
        ArgumentNullException.ThrowIfNull(events);
        if (Streams.Exists(s => s.Id == fetched.Id))
        {
            throw new ArgumentException($"Stream {fetched.Id} is in the unit already.", nameof(fetched));
        }

        var state = fetched.State;
        foreach (var e in events)
        {
            state = state.Evolve(e);
        }

        Streams.Add(new StreamChange(fetched.Id, typeof(TState), fetched.Version, events, events.Count > 0 ? state : null));
        return this;
    }

    /// <summary>
    /// The key that the unit's texts are sealed with, where their subject is as new as its stream. The unit loses as to another version when
    /// the subject has a key, erased or not.
    /// </summary>
    public FirstKey? Key { get; init; }

    /// <summary>Adds sealed texts to the unit.</summary>
    public AppendUnit Seal(IEnumerable<SealedText> texts)
    {
        Sealed.AddRange(texts);
        return this;
    }
}

internal sealed record StreamChange(Guid Id, Type StateType, long ExpectedVersion, IReadOnlyList<object> Events, object? NewState)
{
    internal long NewVersion => ExpectedVersion + Events.Count;
}
