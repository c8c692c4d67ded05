using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Assignments;

/// <summary>Chooses a mediator by area and load.</summary>
internal static class ReserveMediator
{
    internal static bool IsStale(Assignment state, MediatorWanted wanted) => 
        (state.Closed && (wanted.Round ?? 1) <= (state.Round ?? 1)) || wanted.Attempt <= state.Attempt;

    internal static Decision Decide(Assignment state, MediatorWanted wanted, IReadOnlyList<Candidate> candidates, DateTimeOffset now)
    {
        if (IsStale(state, wanted))
        {
            return Decision.AlreadySo;
        }

        List<object> events = state is { Open: true, MediatorId: { } earlier } ? [new ReservationReleased(earlier, now)] : [];
        events.Add(Choose(wanted, candidates) is { } chosen
            ? new ReservationMade(wanted.Attempt, wanted.CommitteeId, chosen.MediatorId, now, wanted.Round)
            : new NoMediatorFound(wanted.Attempt, wanted.CommitteeId, now, wanted.Round));
        return Decision.Of(events);
    }

    /// <summary>The closest area first, then who knows the subject, who has least to do, who has waited longest; the id settles ties.</summary>
    internal static Candidate? Choose(MediatorWanted wanted, IReadOnlyList<Candidate> candidates) => candidates
        .Where(c => c.Load < c.MaxLoad && !wanted.Excluded.Contains(c.MediatorId))
        .OrderByDescending(c => Closeness(c.AreaCode, wanted.AreaCode))
        .ThenByDescending(c => c.TypeCodes.Any(code => wanted.TypeCode.StartsWith(code, StringComparison.Ordinal)))
        .ThenBy(c => c.Load)
        .ThenBy(c => c.LastReservedAt ?? DateTimeOffset.MinValue)
        .ThenBy(c => c.MediatorId)
        .FirstOrDefault();

    /// <summary>How many area levels two places share.</summary>
    private static int Closeness(string one, string other) =>
        AreaCode.TryParse(one, out var a) && AreaCode.TryParse(other, out var b)
            ? a.Value.WithAncestors().Intersect(b.Value.WithAncestors()).Count()
            : 0;
}
