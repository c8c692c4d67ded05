using Mediation.Contracts.Workflow;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Assignments;

/// <summary>A mediator was proposed for a case: by the roster itself, which knows, or by hand, which it must count.</summary>
internal static class TakeOnMediator
{
    internal static Decision Decide(Assignment state, MediatorNamed named, DateTimeOffset now) => state switch
    {
        { Closed: true } => Decision.AlreadySo,
        _ when named.Attempt < state.Attempt => Decision.AlreadySo,
        { Open: true, MediatorId: { } same } when same == named.MediatorId => Decision.AlreadySo,
        { Open: true, MediatorId: { } earlier } => Decision.Of(new ReservationReleased(earlier, now), TakenOn(named)),
        _ => Decision.Of(TakenOn(named)),
    };

    private static MediatorTakenOn TakenOn(MediatorNamed named) => new(named.Attempt, named.MediatorId, named.NamedAt);
}
