using Mediation.ServiceDefaults;

namespace Mediation.Roster.Assignments;

/// <summary>A case ended: its mediator's load drops. May be heard of before the case ever wanted a mediator.</summary>
internal static class CloseAssignment
{
    internal static Decision Decide(Assignment state, DateTimeOffset now) => state switch
    {
        { Closed: true } => Decision.AlreadySo,
        { Open: true, MediatorId: { } mediator } => Decision.Of(new ReservationReleased(mediator, now), new AssignmentClosed(now)),
        _ => Decision.Of(new AssignmentClosed(now)),
    };
}
