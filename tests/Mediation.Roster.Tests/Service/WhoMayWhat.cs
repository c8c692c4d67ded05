using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Committees;
using Mediation.Roster.Mediators;
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
            await roster.Service.AppendAsync<Mediator>(MediatorOf(place), [new MediatorAppointed(unit, Capacity.Volunteer, area, [], 50, Then)]);
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
        _ => throw new ArgumentOutOfRangeException(nameof(route), route, "Say how to ask for it."),
    };

    private static Guid MediatorOf(Place place) => new($"00000000-0000-4000-8000-00000000030{(int)place}");
}
