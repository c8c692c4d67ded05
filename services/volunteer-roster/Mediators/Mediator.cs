using Mediation.EventStore;

namespace Mediation.Roster.Mediators;

internal sealed record Mediator : IAggregate<Mediator>
{
    public static Mediator Initial { get; } = new();

    public long Version { get; init; }

    public Guid CommitteeId { get; init; }

    public Capacity Capacity { get; init; }

    public string AreaCode { get; init; } = "";

    public IReadOnlyList<string> TypeCodes { get; init; } = [];

    public int MaxLoad { get; init; }

    public Mediator Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private Mediator After(object @event) => @event is MediatorAppointed e
        ? this with { CommitteeId = e.CommitteeId, Capacity = e.Capacity, AreaCode = e.AreaCode, TypeCodes = e.TypeCodes, MaxLoad = e.MaxLoad }
        : this;
}
