using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Intake.Disputes;
using Mediation.Intake.Leads;
using Mediation.Intake.ZeroReports;
using Mediation.ServiceDefaults;
using Mediation.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Mediation.Intake.Tests.Service;

/// <summary>Every route by every role, against disputes of the own unit, of another unit of the area, and of another area.</summary>
public sealed class WhoMayWhat(IntakeFixture intake) : IClassFixture<IntakeFixture>
{
    private static readonly DateTimeOffset Then = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task answers_are_what_the_access_table_says()
    {
        foreach (var place in Enum.GetValues<Place>())
        {
            await AcceptedAsync(place);
            await Eventually.HoldsAsync(
                async () => (await intake.Client.PostAsync("/disputes/search", new { phone = PhoneOf(place) })).Body!.ToJsonString().Contains($"{IdOf(place)}", StringComparison.Ordinal), "the search");
        }

        (await AccessMatrix.DifferencesAsync(intake.Service, AccessTable.Intake, Ask)).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_dispute_that_no_unit_has_taken_is_seen_by_the_units_of_its_area()
    {
        var id = intake.NewId();
        await intake.Service.AppendAsync<Dispute>(id, [Registered(AccessMatrix.Area)]);
        await intake.Service.AppendAsync<Dispute>(intake.NewId(), [Registered(AccessMatrix.Elsewhere)]);
        var near = intake.Service.Store.ReadAs(new RowScope([intake.NewId()], [], [AccessMatrix.Area]));
        var far = intake.Service.Store.ReadAs(new RowScope([intake.NewId()], [], ["61"]));
        (await near.FetchForWritingAsync<Dispute>(id)).Exists.ShouldBeTrue();
        (await far.FetchForWritingAsync<Dispute>(id)).Exists.ShouldBeTrue();
        (await near.QueryAsync<Dispute>(_ => "committee_id is null")).ShouldAllBe(d => d.State.AreaCode == AccessMatrix.Area);
    }

    private static Asked Ask(string route, Place place)
    {
        var path = route.Split(' ')[1].Replace("{id}", $"{IdOf(place)}", StringComparison.Ordinal);
        return route switch
        {
            "POST /api/v1/disputes" => new(path, IntakeFixture.Body(area: AccessMatrix.AreaOf(place)), Makes: true),
            "GET /api/v1/disputes" => new(path, Listed: $"{IdOf(place)}"),
            "POST /api/v1/disputes/{id}/parties" => new(path, new { parties = new[] { new { side = "C", kind = "person", name = "王五" } } }),
            "POST /api/v1/disputes/{id}/consents" => new(path, new { partyId = IdOf(place), given = true }),
            "POST /api/v1/disputes/{id}/acceptance" => new(path, new { committeeId = AccessMatrix.UnitOf(place) }),
            "POST /api/v1/disputes/{id}/duplicate-link" => new(path, new { duplicateOf = IdOf(Place.OwnUnit) }),
            "POST /api/v1/disputes/{id}/refusal" => new(path, new { code = "other", reason = "不属调解范围", goTo = "法院" }),
            // The answer to a number that nobody has says nothing of access: a search asks for a party of the place.
            "POST /api/v1/disputes/search" => new(path, new { phone = PhoneOf(place) }, Listed: $"{IdOf(place)}"),
            "POST /api/v1/disputes/{id}/parties/{partyId}/status-code" => new(path.Replace("{partyId}", $"{PartyOf(place)}", StringComparison.Ordinal), new { }),
            "POST /api/v1/disputes/{id}/anomalies/{anomalyId}/answer" => new(path.Replace("{anomalyId}", $"{PartyOf(place)}", StringComparison.Ordinal), new { text = "已核实" }),
            "POST /api/v1/disputes/{id}/unmasking" => new(path, new { reason = "contactParty" }, AtVersion: false),
            // Leads and zero reports.
            "POST /api/v1/leads" => new(path, new { areaCode = AccessMatrix.AreaOf(place), text = "吵架" }, Makes: true),
            "GET /api/v1/leads" => new(path, Listed: $"{LeadOf(place)}"),
            _ when path.StartsWith("/api/v1/leads/", StringComparison.Ordinal) => AskOfLead(route, place),
            "POST /api/v1/zero-reports" => new(path, new { gridCode = VillageOf(place) + "001" }, Makes: true),
            "GET /api/v1/zero-reports" => new(path, Listed: VillageOf(place) + "001"),
            "GET /api/v1/zero-reports/missing" => new($"{path}?area={AccessMatrix.AreaOf(place)}", Makes: true),
            "POST /api/v1/zero-reports/grids" => new(path, new { villageCode = VillageOf(place), gridCodes = new[] { VillageOf(place) + "001" }, from = "2026-03-01" }, Makes: true),
            // Before acceptance.
            "POST /api/v1/disputes/{id}/screening" => new(path, new { signs = new[] { "minor" } }),
            "POST /api/v1/disputes/{id}/parties/{partyId}/agents" => new(
                path.Replace("{partyId}", $"{PartyOf(place)}", StringComparison.Ordinal), new { name = "王", power = "general", grantedOn = "2026-03-01", powerOnFile = true }),
            "POST /api/v1/disputes/{id}/sides/{side}/representatives" => new(
                path.Replace("{side}", "A", StringComparison.Ordinal), new { partyIds = new[] { PartyOf(place) } }),
            "POST /api/v1/disputes/{id}/diversion" => new(path, new { destination = "court", reason = "已起诉", notice = "请到法院" }),
            "POST /api/v1/disputes/{id}/hand-overs" => new(
                path, new { fromCommitteeId = AccessMatrix.UnitOf(Place.OwnUnit), toCommitteeId = AccessMatrix.UnitOf(Place.OtherUnit), reason = "属地" }),
            "POST /api/v1/disputes/{id}/hand-overs/{handOverId}/signatures" => new(
                path.Replace("{handOverId}", $"{PartyOf(place)}", StringComparison.Ordinal),
                new { committeeId = AccessMatrix.UnitOf(Place.OwnUnit), agreed = true }),
            _ => new(path),
        };
    }

    private static Asked AskOfLead(string route, Place place)
    {
        var path = route.Split(' ')[1].Replace("{id}", $"{LeadOf(place)}", StringComparison.Ordinal);
        return route.Split('/')[^1] switch
        {
            // It begins a dispute, which has no version yet.
            "dispute" => new(path, new { typeCode = "0902", place = "村口", parties = new[] { new { side = "A", kind = "person", name = "张三" } } }, AtVersion: false),
            "link" => new(path, new { disputeId = IdOf(Place.OwnUnit) }),
            "settlement" => new(path, new { note = "当场和解" }),
            "diversion" => new(path, new { destination = "court" }),
            "dismissal" => new(path, new { reason = "noDispute" }),
            _ => new(path),
        };
    }

    private static string VillageOf(Place place) => place == Place.OtherArea ? "330206001001" : "610981113202";

    private static Guid LeadOf(Place place) => new($"00000000-0000-4000-8000-00000000022{(int)place}");

    private static string PhoneOf(Place place) => $"1390000100{(int)place}";

    private static Guid PartyOf(Place place) => new($"00000000-0000-4000-8000-00000000021{(int)place}");

    private static Guid IdOf(Place place) => new($"00000000-0000-4000-8000-00000000020{(int)place}");

    private async Task AcceptedAsync(Place place)
    {
        var (id, area) = (IdOf(place), AccessMatrix.AreaOf(place));
        var party = new RegisteredParty(PartyOf(place), "A", PartyKind.Person);
        var vault = intake.Service.App.Services.GetRequiredService<Vault>();
        var texts = await vault.SealAsync(id, [new VaultText(party.PartyId, VaultFields.Phone, PhoneOf(place))]);
        await intake.Service.AppendAsync<Dispute>(
            id,
            [
                Registered(area) with { Parties = [party] },
                new DisputeAdmitted(AccessMatrix.UnitOf(place), "（2026）段人调字第0001号", area, "0902", "police", [party], null, null, null, Then),
            ],
            texts);
        await intake.Service.AppendAsync<Lead>(
            LeadOf(place), [new LeadReported("proactive", area, Then, [], Then), new LeadSettled(AccessMatrix.UnitOf(place), Then)], []);
        var grid = VillageOf(place) + "001";
        if (place != Place.OtherUnit)
        {
            await intake.Service.AppendAsync<VillageGrids>(VillageGrids.IdOf(VillageOf(place)), [new GridsSet(VillageOf(place), [grid], new DateOnly(2026, 3, 1), Then)]);
            await intake.Service.AppendAsync<ZeroReport>(ZeroReport.IdOf(grid, new DateOnly(2026, 3, 1)), [new ZeroReportFiled(grid, new DateOnly(2026, 3, 1), Then)]);
        }
    }

    private static DisputeRegistered Registered(string area) => new("police", "0902", area, new DateOnly(2026, 3, 1), [], null, null, null, Then);
}
