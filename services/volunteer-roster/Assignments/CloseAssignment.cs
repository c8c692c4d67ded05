using Mediation.Contracts.Workflow;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Assignments;

/// <summary>A round of a case ended: its mediator's load drops. May be heard of before the case ever wanted a mediator, or after its next round did.</summary>
internal static class CloseAssignment
{
    internal static Decision Decide(Assignment state, CaseEnded ended, DateTimeOffset now)
    {
        var (round, known) = (ended.Round ?? 1, state.Round ?? 1);
        return round < known || (round == known && state.Closed) ? Decision.AlreadySo
            : state is { Open: true, MediatorId: { } mediator }
                ? Decision.Of(new ReservationReleased(mediator, now), new AssignmentClosed(now, ended.Round))
            : Decision.Of(new AssignmentClosed(now, ended.Round));
    }
}
