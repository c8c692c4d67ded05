using System.Text.Json;
using Mediation.Contracts.Intake;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Tests.Anomalies;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>Disputes that may be an earlier one come back: the same parties, the same place, within 90 days after it was closed.</summary>
public sealed class SuggestedRecurrences(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string Year = "from=2026-01-01&to=2026-12-31";

    [Fact]
    public async Task are_those_whose_parties_share_two_phones_with_a_dispute_of_the_village_that_was_closed_before()
    {
        const string county = "610921";
        const string village = "610921100001";
        var (first, second, again) = (NewId(), NewId(), NewId());
        await RecordAsync(
            [.. Settled(first, village, "2026-01-20", "a", "b"), .. Settled(second, village + "005", "2026-03-20", "a", "b", "c")],
            [Registered(again, village, "2026-05-05", "d", "b", "a"), Registered(NewId(), village, "2026-05-05", "a", "a", "d")],
            [Registered(NewId(), "610921100002", "2026-05-05", "a", "b"), Registered(NewId(), village, "2026-06-19", "a", "b")],
            [Registered(NewId(), village, "2026-05-06", "a", "b") with { DuplicateOf = again }, Registered(NewId(), village, "2026-01-19", "a", "b")]);
        var found = (await FoundAsync(county)).ShouldHaveSingleItem();
        (found.GetProperty("id").GetGuid(), found.GetProperty("earlier").GetGuid()).ShouldBe((again, second));
        (found.Long("sharedPhones"), found.Long("daysBetween"), found.Text("earlierOutcome")).ShouldBe((2, 46, "A"));
        (found.Text("registeredOn"), found.Text("earlierClosedOn")).ShouldBe(("2026-05-05", "2026-03-20"));
        (found.Text("caseNumber"), found.Text("earlierNumber")).ShouldBe((null, "（2026）段人调字第**01号"));
        (await FoundAsync(county, "from=2026-05-06&to=2026-12-31")).ShouldBeEmpty();
    }

    [Fact]
    public async Task are_none_any_more_when_somebody_has_linked_the_cases()
    {
        const string village = "610922100001";
        var (earlier, later) = (NewId(), NewId());
        await RecordAsync([.. Settled(earlier, village, "2026-03-20", "a", "b")], [Registered(later, village, "2026-05-05", "a", "b")]);
        (await FoundAsync("610922")).Count.ShouldBe(1);
        await reporting.RecordAsync(Open(later, "2026-05-06T09:00:00", village) with { Links = [new(earlier, "continues")] });
        (await FoundAsync("610922")).ShouldBeEmpty();
    }

    [Fact]
    public async Task come_in_pages_for_those_of_the_area_and_for_a_county_at_most()
    {
        const string village = "610923100001";
        await RecordAsync(
            [.. Settled(NewId(), village, "2026-03-20", "a", "b")],
            [.. Enumerable.Range(0, 5).Select(n => Registered(NewId(), village, $"2026-05-0{n + 1}", "a", "b"))]);
        var (seen, after) = (new List<string?>(), "");
        do
        {
            var page = await reporting.GetAsync($"/api/v1/recurrences/suggestions?area=610923&{Year}&limit=2{after}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(s => s.Text("id")));
            after = page.Text("next") is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        seen.ShouldBe((await FoundAsync("610923")).Select(s => s.Text("id")));
        seen.Distinct().Count().ShouldBe(5);
        using var neighbour = reporting.Analyst("610924");
        (await neighbour.ReadAsync($"/recurrences/suggestions?area=610923&{Year}")).Code.ShouldBe("area.unknown");
        (await neighbour.ReadAsync($"/recurrences/suggestions?{Year}")).Body!["items"]!.AsArray().ShouldBeEmpty();
        var broad = await reporting.Client.ReadAsync($"/recurrences/suggestions?area=6109&{Year}");
        broad.Fields.ShouldBe(["area:tooBroad"]);
    }

    private static DisputeFactsChanged Registered(Guid id, string area, string day, params string[] phones) =>
        Accepted(id, $"{day}T09:00:00", area) with
        {
            Status = "registered",
            AcceptedAt = null,
            Phones = [.. phones.Select(phone => new PhoneFacts(NewId(), Planted.Hash(area[..6] + phone)))],
        };

    // Registered long before.
    private static FactRow[] Settled(Guid id, string area, string closedOn, params string[] phones) =>
    [
        Planted.Row(Registered(id, area, "2025-12-01", phones) with { Status = "accepted", AcceptedAt = China("2025-12-02T09:00:00") }),
        Planted.Row(Closed(id, "A", $"{closedOn}T15:00:00", area: area)),
    ];

    private Task RecordAsync(FactRow[] settled, params DisputeFactsChanged[][] registered) =>
        reporting.Facts.RecordAsync([.. settled, .. registered.SelectMany(r => r).Select(Planted.Row)]);

    private async Task<List<JsonElement>> FoundAsync(string area, string period = Year)
    {
        var page = await reporting.GetAsync($"/api/v1/recurrences/suggestions?area={area}&{period}&limit=200");
        return [.. page.GetProperty("items").EnumerateArray()];
    }
}
