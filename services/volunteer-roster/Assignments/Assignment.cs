using Mediation.EventStore;

namespace Mediation.Roster.Assignments;

/// <summary>Who is reserved for a case. <see cref="MediatorId"/> stays after the release: it tells who was busy last.</summary>
internal sealed record Assignment : IAggregate<Assignment>
{
    public static Assignment Initial { get; } = new();

    public int Attempt { get; init; }

    public Guid? MediatorId { get; init; }

    public DateTimeOffset? ReservedAt { get; init; }

    /// <summary>Counts in the mediator's load.</summary>
    public bool Open { get; init; }

    public bool Closed { get; init; }

    public Assignment Evolve(object @event) => @event switch
    {
        ReservationMade e => this with { Attempt = e.Attempt, MediatorId = e.MediatorId, ReservedAt = e.ReservedAt, Open = true },
        MediatorTakenOn e => this with { Attempt = e.Attempt, MediatorId = e.MediatorId, ReservedAt = e.TakenOnAt, Open = true },
        ReservationReleased => this with { Open = false },
        NoMediatorFound e => this with { Attempt = e.Attempt },
        AssignmentClosed => this with { Closed = true },
        _ => this,
    };
}
