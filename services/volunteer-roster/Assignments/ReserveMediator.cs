using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Assignments;

/// <summary>Chooses a mediator by area and load.</summary>
internal static class ReserveMediator
{
    // Province, city, county, township.
    private const int TownshipLevel = 4;

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

    /// <summary>
    /// The closest area first, then who knows the subject best, who comes from the township, who has least to do, who knows the law, who has
    /// waited longest; the id settles ties.
    /// </summary>
    internal static Candidate? Choose(MediatorWanted wanted, IReadOnlyList<Candidate> candidates) => candidates
        .Where(c => c.Free && !wanted.Excluded.Contains(c.MediatorId))
        .OrderByDescending(c => Closeness(c.AreaCode, wanted.AreaCode))
        .ThenByDescending(c => Knowledge(c, wanted.TypeCode))
        .ThenByDescending(c => Closeness(c.HomeTown, wanted.AreaCode) >= TownshipLevel)
        .ThenBy(c => c.Load)
        .ThenByDescending(c => c.LawCertificate)
        .ThenBy(c => c.LastReservedAt ?? DateTimeOffset.MinValue)
        .ThenBy(c => c.MediatorId)
        .FirstOrDefault();

    // The very type counts for more than its class.
    private static int Knowledge(Candidate candidate, string type) =>
        candidate.TypeCodes.Where(code => type.StartsWith(code, StringComparison.Ordinal)).Select(code => code.Length).DefaultIfEmpty().Max();

    /// <summary>How many area levels two places share.</summary>
    private static int Closeness(string? one, string other) =>
        AreaCode.TryParse(one, out var a) && AreaCode.TryParse(other, out var b)
            ? a.Value.WithAncestors().Intersect(b.Value.WithAncestors()).Count()
            : 0;
}
