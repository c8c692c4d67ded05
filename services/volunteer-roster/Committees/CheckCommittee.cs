using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Committees;

/// <summary>Is the committee as the law wants it (PML 8 and 9)? 3 to 9 members, one head among them, women, terms of three years.</summary>
internal static class CheckCommittee
{
    private const int Least = 3;
    private const int Most = 9;
    private const int TermYears = 3;

    internal static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, StoreReader store, EventStore.EventStore all, TimeProvider clock, DateOnly? on = null)
    {
        if (!(await store.FetchForWritingAsync<Committee>(id, http.RequestAborted)).Exists)
        {
            return Problem.From(http, Refusal.Unknown("committee"));
        }

        var day = on ?? ChinaTime.DayOf(clock.GetUtcNow());
        return Results.Json(Of(id, day, await MembersAsync(all, id, day, http.RequestAborted)), ServiceJson.Options);
    }

    /// <summary>Who sits on it: by a role, or appointed a mediator as a member.</summary>
    internal static async Task<IReadOnlyList<Seat>> MembersAsync(EventStore.EventStore store, Guid id, DateOnly on, CancellationToken cancellation)
    {
        var byRole = await RoleQueries.OfUnitAsync(store, id, cancellation);
        var appointed = await store.QueryAsync<Person>("committee_id = $1", [new Npgsql.NpgsqlParameter<Guid> { TypedValue = id }], cancellation);
        return [.. byRole.Concat(appointed).DistinctBy(p => p.Id).SelectMany(p => Seat.Of(p.State, id, on))];
    }

    internal static CommitteeCheck Of(Guid id, DateOnly on, IReadOnlyList<Seat> seats)
    {
        var (heads, women) = (seats.Count(s => s.Head), seats.Count(s => s.Woman));
        (string Code, bool Holds)[] findings =
        [
            ("members.tooFew", seats.Count < Least), ("members.tooMany", seats.Count > Most),
            ("head.missing", heads == 0), ("head.several", heads > 1), ("women.missing", women == 0),
            ("term.over", seats.Any(s => s.Since?.AddYears(TermYears) <= on)),
        ];
        var found = findings.Where(f => f.Holds).Select(f => f.Code).ToList();
        return new CommitteeCheck(id, on, found.Count == 0, seats.Count, heads, women, found);
    }
}

/// <param name="Id">The committee.</param>
/// <param name="On">As of which day.</param>
/// <param name="Complete">Whether nothing was found.</param>
/// <param name="Members">How many.</param>
/// <param name="Heads">Of them, heads.</param>
/// <param name="Women">Of them, women.</param>
/// <param name="Findings">members.tooFew, members.tooMany, head.missing, head.several, women.missing, term.over.</param>
internal sealed record CommitteeCheck(Guid Id, DateOnly On, bool Complete, int Members, int Heads, int Women, IReadOnlyList<string> Findings);

/// <param name="Head">Whether the person leads it.</param>
/// <param name="Woman">Whether the person is one.</param>
/// <param name="Since">First day of the term; null where it is not on record.</param>
internal sealed record Seat(bool Head, bool Woman, DateOnly? Since)
{
    /// <summary>None, or one: a head is a member too.</summary>
    internal static IEnumerable<Seat> Of(Person person, Guid committee, DateOnly on)
    {
        var woman = person.Sex == Sex.Female;
        var held = person.Roles.Where(r => r.UnitId == committee && r.Role is (PersonRole.CommitteeHead or PersonRole.CommitteeMember) && r.IsOn(on)).ToList();
        return held.Count > 0 ? [new Seat(held.Any(r => r.Role == PersonRole.CommitteeHead), woman, held.Max(r => r.From))]
            : person.CommitteeId == committee && person.Capacity == Capacity.CommitteeMember ? [new Seat(false, woman, null)]
            : [];
    }
}
