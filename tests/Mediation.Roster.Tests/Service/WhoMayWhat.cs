using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Activities;
using Mediation.Roster.Committees;
using Mediation.Roster.Coverage;
using Mediation.Roster.Mediators;
using Mediation.Roster.Persons;
using Mediation.Roster.Teams;
using Mediation.Testing;

namespace Mediation.Roster.Tests.Service;

/// <summary>Every route by every role, against committees and mediators of three places.</summary>
public sealed class WhoMayWhat(RosterFixture roster) : IClassFixture<RosterFixture>
{
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task answers_are_what_the_access_table_says()
    {
        foreach (var place in Enum.GetValues<Place>())
        {
            var (unit, area) = (AccessMatrix.UnitOf(place), AccessMatrix.AreaOf(place));
            await roster.Service.AppendAsync<Committee>(unit, [new CommitteeEstablished($"{place}", $"{place}"[..4], area, CommitteeKind.Studio, Then)]);
            await roster.Service.AppendAsync<Person>(
                MediatorOf(place),
                [
                    new MediatorAppointed(unit, Capacity.Volunteer, area, [], 50, Then), new TeamJoined(TeamOf(place), new DateOnly(2026, 1, 1), Then),
                    new RoleTaken(RoleId, PersonRole.Volunteer, null, area, new DateOnly(2026, 1, 1), null, Then),
                ]);
            await roster.Service.AppendAsync<Team>(TeamOf(place), [new TeamFormed(TeamKind.Team, null, unit, area, Then)]);
            await roster.Service.AppendAsync<Activity>(
                ActivityOf(place), [new ActivityHeld(ActivityKind.Visit, null, unit, area, new DateOnly(2026, 1, 1), 60, [], 1, null, Then)]);
            await roster.Service.AppendAsync<CoveredUnit>(CoveredOf(place), [new UnitEntered(UnitKind.Courtyard, area, (int)place + 1, Then)]);
        }

        (await AccessMatrix.DifferencesAsync(roster.Service, AccessTable.Roster, Ask)).ShouldBeEmpty();
        var otherwise = AccessTable.Roster.Select(rule => rule.Open ? rule : rule with { OwnUnit = rule.OwnArea, OwnArea = rule.OwnUnit }).ToList();
        (await AccessMatrix.DifferencesAsync(roster.Service, otherwise, Ask)).Count.ShouldBeGreaterThan(20, "a table that says otherwise");
    }

    private static Asked Ask(string route, Place place) => route switch
    {
        "POST /api/v1/committees" => new("/api/v1/committees", new { name = "调解室", shortName = "新", areaCode = AccessMatrix.AreaOf(place), kind = "studio" }, Makes: true),
        "GET /api/v1/committees" => new("/api/v1/committees", Listed: $"{AccessMatrix.UnitOf(place)}"),
        "GET /api/v1/committees/{id}" => new($"/api/v1/committees/{AccessMatrix.UnitOf(place)}"),
        "POST /api/v1/mediators" => new(
            "/api/v1/mediators", new { committeeId = AccessMatrix.UnitOf(place), name = "老何", capacity = "volunteer" }, AtVersion: false),
        "GET /api/v1/mediators" => new("/api/v1/mediators?limit=200", Listed: $"{MediatorOf(place)}"),
        "GET /api/v1/mediators/{id}" => new($"/api/v1/mediators/{MediatorOf(place)}"),
        "GET /api/v1/audit/roster" => new("/api/v1/audit/roster"),
        "GET /api/v1/committees/{id}/check" => new($"/api/v1/committees/{AccessMatrix.UnitOf(place)}/check"),
        "POST /api/v1/committees/{id}/surge" => new($"/api/v1/committees/{AccessMatrix.UnitOf(place)}/surge", new { on = true }),
        _ => AskMore(route, place),
    };

    // Persons, teams, activities, coverage.
    private static Asked AskMore(string route, Place place) => (route, PathOf(route, place)) switch
    {
        ("POST /api/v1/persons", var path) => new(path, new { name = "薛", areaCode = AccessMatrix.AreaOf(place) }, Makes: true),
        ("GET /api/v1/persons", var path) => new($"{path}?limit=200", Listed: $"{MediatorOf(place)}"),
        ("POST /api/v1/persons/{id}/roles", var path) => new(path, new { role = "volunteer", from = "2026-01-01" }),
        ("POST /api/v1/persons/{id}/roles/{roleId}/end", var path) => new(path, new { on = "2026-02-01" }),
        ("POST /api/v1/persons/{id}/skills", var path) => new(path, new { lawCertificate = true }),
        ("POST /api/v1/persons/{id}/absences", var path) => new(path, new { from = "2026-02-01", to = "2026-02-02" }),
        ("POST /api/v1/persons/{id}/appointment", var path) => new(path, new { committeeId = AccessMatrix.UnitOf(place), capacity = "volunteer" }),
        ("POST /api/v1/teams", var path) => new(path, new { name = "队", kind = "team", areaCode = AccessMatrix.AreaOf(place) }, Makes: true),
        ("GET /api/v1/teams", var path) => new($"{path}?limit=200", Listed: $"{TeamOf(place)}"),
        ("POST /api/v1/teams/{id}/dissolution", var path) => new(path, new { on = "2026-02-01" }),
        ("POST /api/v1/teams/{id}/members", var path) => new(path, new { personId = MediatorOf(place) }),
        ("POST /api/v1/teams/{id}/members/{personId}/leaving", var path) => new(path, new { on = "2026-02-01" }),
        ("POST /api/v1/activities", var path) => new(
            path, new { kind = "visit", areaCode = AccessMatrix.AreaOf(place), day = "2026-01-01", hours = 1, others = 1 }, Makes: true),
        ("GET /api/v1/activities", var path) => new($"{path}?limit=200", Listed: $"{ActivityOf(place)}"),
        ("POST /api/v1/activities/{id}/withdrawal", var path) => new(path, new { reason = "误录" }),
        ("GET /api/v1/coverage", var path) => new($"{path}?area={AccessMatrix.AreaOf(place)}", Makes: true),
        ("POST /api/v1/coverage/units", var path) => new(
            path, new { kind = "village", areaCode = place == Place.OtherArea ? "330206001001" : "610981113202" }, Makes: true),
        ("POST /api/v1/coverage/units/{id}/closing", var path) => new(path, new { }),
        (_, var path) when path.Contains("persons/", StringComparison.Ordinal) || path.Contains("teams/", StringComparison.Ordinal)
            || path.Contains("activities/", StringComparison.Ordinal) => new(path),
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, "Say how to ask for it."),
    };

    private static string PathOf(string route, Place place)
    {
        var path = route.Split(' ')[1];
        var id = path.Contains("/persons/", StringComparison.Ordinal) ? MediatorOf(place)
            : path.Contains("/teams/", StringComparison.Ordinal) ? TeamOf(place)
            : path.Contains("/activities/", StringComparison.Ordinal) ? ActivityOf(place)
            : CoveredOf(place);
        return path.Replace("{id}", $"{id}", StringComparison.Ordinal).Replace("{personId}", $"{MediatorOf(place)}", StringComparison.Ordinal)
            .Replace("{roleId}", $"{RoleId}", StringComparison.Ordinal);
    }

    private static readonly Guid RoleId = new("00000000-0000-4000-8000-000000000399");

    private static Guid TeamOf(Place place) => new($"00000000-0000-4000-8000-00000000031{(int)place}");

    private static Guid ActivityOf(Place place) => new($"00000000-0000-4000-8000-00000000032{(int)place}");

    private static Guid CoveredOf(Place place) => new($"00000000-0000-4000-8000-00000000033{(int)place}");

    private static Guid MediatorOf(Place place) => new($"00000000-0000-4000-8000-00000000030{(int)place}");
}
