namespace Mediation.EventStore;

/// <summary>Where states are loaded from: the store, as they are now, or <see cref="PastStates"/>, as they were.</summary>
public interface IStates
{
    /// <summary>The states of those streams that exist and are of the type, in no order, each with <see cref="Fetched{TState}.RecordedAt"/>.</summary>
    /// <param name="ids">Streams of any type.</param>
    /// <param name="cancellation">Stops it.</param>
    Task<IReadOnlyList<Fetched<TState>>> LoadManyAsync<TState>(IReadOnlyCollection<Guid> ids, CancellationToken cancellation = default)
        where TState : class, IAggregate<TState>;
}
