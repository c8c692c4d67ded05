using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

internal static class ListPersons
{
    /// <param name="http">The request.</param>
    /// <param name="store">Who asks.</param>
    /// <param name="clock">For who holds a role today.</param>
    /// <param name="area">Persons of it.</param>
    /// <param name="role">Who holds it today.</param>
    /// <param name="after">Id of the last one seen.</param>
    /// <param name="limit">1 to 200.</param>
    internal static async Task<IResult> HandleAsync(
        HttpContext http, StoreReader store, TimeProvider clock, string? area = null, string? role = null, Guid? after = null, int? limit = null)
    {
        var paging = new Paging(after, limit);
        var wanted = Enum.GetValues<PersonRole>().Cast<PersonRole?>().FirstOrDefault(r => string.Equals($"{r}", role, StringComparison.OrdinalIgnoreCase));
        var check = new FieldCheck().That(area is null || AreaCode.TryParse(area, out _), "area", "malformed", "区划代码有误", "Not an area code")
            .That(role is null || wanted is not null, "role", "unknown", "角色未知", "Unknown role");
        if ((paging.Refusal ?? check.Refusal) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var today = ChinaTime.DayOf(clock.GetUtcNow()).ToString("O");
        var found = await store.QueryAsync<Person>(
            p => $"id > {p.Bind(paging.After ?? Guid.Empty)}{Areas.Within(p, area)}"
                + (wanted is { } held ? $" and {RoleQueries.HeldOn(p.Bind($"{held}"), p.Bind(today))}" : "")
                + $" order by id limit {p.Bind(paging.Size + 1)}",
            http.RequestAborted);
        return Results.Json(paging.PageOf([.. found.Select(Listed)], item => item.Id), ServiceJson.Options);
    }

    private static PersonListed Listed(Fetched<Person> person) => new(
        person.Id, person.Version, person.State.AreaCode, person.State.CommitteeId, person.State.Roles, person.State.TeamId, person.State.LawCertificate);
}

internal sealed record PersonListed(
    Guid Id, long Version, string AreaCode, Guid? CommitteeId, IReadOnlyList<RoleHeld> Roles, Guid? TeamId, bool LawCertificate);
