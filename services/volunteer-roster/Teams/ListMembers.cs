using Mediation.EventStore;
using Mediation.Roster.Persons;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Teams;

/// <summary>Who is and was in a team: for whoever sees the team, by id and without names.</summary>
internal static class ListMembers
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, StoreReader store, EventStore.EventStore all, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        if (paging.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        if (!(await store.FetchForWritingAsync<Team>(id, http.RequestAborted)).Exists)
        {
            return Problem.From(http, Refusal.Unknown("team"));
        }

        var found = await RoleQueries.OfTeamAsync(all, id, after ?? Guid.Empty, paging.Size + 1, http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(person => Of(person, id))], item => item.Id), ServiceJson.Options);
    }

    private static Member Of(Fetched<Person> person, Guid team) => new(person.Id, [.. person.State.Memberships.Where(m => m.TeamId == team)]);
}

/// <param name="Id">The person.</param>
/// <param name="Memberships">Of this team, one for each time.</param>
internal sealed record Member(Guid Id, IReadOnlyList<Membership> Memberships);
