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

    /// <summary>Of the latest round that was heard of.</summary>
    public bool Closed { get; init; }

    /// <summary>Null for the first.</summary>
    public int? Round { get; init; }

    public Assignment Evolve(object @event) => @event switch
    {
        ReservationMade e => this with { Attempt = e.Attempt, MediatorId = e.MediatorId, ReservedAt = e.ReservedAt, Open = true, Closed = false, Round = e.Round },
        MediatorTakenOn e => this with { Attempt = e.Attempt, MediatorId = e.MediatorId, ReservedAt = e.TakenOnAt, Open = true },
        ReservationReleased => this with { Open = false },
        NoMediatorFound e => this with { Attempt = e.Attempt, Closed = false, Round = e.Round },
        AssignmentClosed e => this with { Closed = true, Round = e.Round },
        _ => this,
    };
}
