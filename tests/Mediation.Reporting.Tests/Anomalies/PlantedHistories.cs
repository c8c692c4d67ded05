using Mediation.Reporting.Anomalies;
using Mediation.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection;
using static Mediation.Reporting.Tests.Anomalies.Planted;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests.Anomalies;

/// <summary>What was planted is found with the facts behind it, and its innocent like is not. Each test has a county of its own.</summary>
public sealed class PlantedHistories(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    [Fact]
    public async Task a_village_far_above_the_others_of_its_county()
    {
        await reporting.SweepAsync(Villages("610921100", 1, 1, 1, 1, 1, 1, 1, 1, 1, 9));
        var found = (await reporting.AnomaliesAsync("610921")).ShouldHaveSingleItem();
        (found.Text("kind"), found.Text("area"), found.Text("month"), found.Text("state")).ShouldBe(("concentration", "610921100010", "2026-03", "open"));
        (found.Count("disputes"), found.Count("median"), found.Count("villages")).ShouldBe((9, 1, 10));
        found.GetProperty("evidence").GetProperty("limits").GetProperty("score").GetDecimal().ShouldBe(5);
        found.GetProperty("caution").Text("zh")!.ShouldContain("不是对任何人或单位的指控");
        found.GetProperty("caution").Text("en")!.ShouldContain("accuses nobody");
        var behind = (await reporting.GetAsync($"/api/v1/anomalies/{found.Text("id")}")).GetProperty("evidence").GetProperty("disputes").EnumerateArray().ToList();
        behind.Count.ShouldBe(9);
        behind.ShouldAllBe(d => d.Text("caseNumber")!.StartsWith("（2026）段人调字第**", StringComparison.Ordinal));

        await reporting.SweepAsync(Villages("610922100", 1, 2, 1, 2, 1, 2, 1, 2, 1, 5));
        (await reporting.KindsAsync("610922")).ShouldBeEmpty();
    }

    [Fact]
    public async Task a_settlement_within_minutes_and_not_a_refusal()
    {
        await reporting.SweepAsync([ClosedAfter("610923100", 29), ClosedAfter("610923101", 30), ClosedAfter("610923102", 5, "U")]);
        var found = (await reporting.AnomaliesAsync("610923")).ShouldHaveSingleItem();
        (found.Text("kind"), found.Text("area"), found.Count("minutes")).ShouldBe(("closedInMinutes", "610923100", 29));
    }

    [Fact]
    public async Task one_phone_of_many_parties_in_several_disputes()
    {
        await reporting.SweepAsync([.. Phones("610924100", "a", 2, 1, 1, 1), .. Phones("610924101", "b", 4, 3, 2), .. Phones("610924102", "c", 1, 1, 1, 1)]);
        var found = (await reporting.AnomaliesAsync("610924")).ShouldHaveSingleItem();
        (found.Text("kind"), found.Text("area"), found.Count("parties"), found.Count("disputes")).ShouldBe(("sharedPhone", "610924", 5, 4));
        // Neither the phone nor its hash is told to anybody.
        found.ToString().ShouldNotContain(Hash("a"));
        using var township = reporting.Analyst("610924100");
        (await township.ReadAsync($"/anomalies/{found.Text("id")}")).Code.ShouldBe("anomaly.unknown");
    }

    [Fact]
    public async Task parties_of_linked_duplicates_are_no_others()
    {
        var twice = Accepted(NewId(), area: "330205100") with { Phones = [new(NewId(), Hash("twice"))], DuplicateOf = NewId(), Status = "linked" };
        await reporting.SweepAsync([.. Phones("330205100", "twice", 2, 1, 1), Row(twice)]);
        (await reporting.AnomaliesAsync("330205")).ShouldBeEmpty();
    }

    [Fact]
    public async Task the_same_obligations_again_and_again()
    {
        await reporting.SweepAsync([.. Agreements("610925100", "a", 5), .. Agreements("610925101", "b", 4)]);
        var found = (await reporting.AnomaliesAsync("610925")).ShouldHaveSingleItem();
        (found.Text("kind"), found.Count("agreements")).ShouldBe(("sameObligations", 5));
    }

    [Fact]
    public async Task signatures_in_an_order_that_cannot_be()
    {
        await reporting.SweepAsync(
        [
            .. Signed("610926100", By("committeeSeal", "2026-03-20T10:00:00"), By("party", "2026-03-20T11:00:00")),
            .. Signed("610926101", By("party", "2026-03-01T10:00:00"), By("committeeSeal", "2026-03-21T10:00:00")),
            .. Signed("610926102", By("party", "2026-03-20T10:00:00"), By("mediator", "2026-03-20T10:05:00"), By("committeeSeal", "2026-03-20T10:10:00")),
        ]);
        var found = (await reporting.AnomaliesAsync("610926")).ToDictionary(a => a.Text("area")!, a => a.GetProperty("evidence").GetProperty("codes").Texts());
        found.Keys.Order(StringComparer.Ordinal).ShouldBe(["610926100", "610926101"]);
        found["610926100"].ShouldBe(["sealBeforeParty"]);
        found["610926101"].ShouldBe(["beforeAcceptance", "beforeDraft"]);
    }

    [Fact]
    public async Task a_party_who_says_that_it_was_not_them_even_when_it_was_answered()
    {
        var (dispute, denial) = (NewId(), NewId());
        await reporting.SweepAsync([Row(Denied(dispute, denial, "610927100"))]);
        var found = (await reporting.AnomaliesAsync("610927")).ShouldHaveSingleItem();
        (found.Text("kind"), found.GetProperty("evidence").GetProperty("codes").GetArrayLength()).ShouldBe(("denied", 0));

        var answered = Denied(dispute, denial, "610927100") with { Revision = 9 };
        answered = answered with { Denials = [answered.Denials![0] with { AnsweredAt = China("2026-03-19T10:00:00") }] };
        await reporting.SweepAsync([Row(answered)]);
        var still = (await reporting.AnomaliesAsync("610927")).ShouldHaveSingleItem();
        (still.Text("id"), still.GetProperty("evidence").GetProperty("codes").Texts().Single()).ShouldBe((found.Text("id"), "answered"));
    }

    [Fact]
    public async Task everything_succeeded_for_a_quarter_with_many_cases()
    {
        int[] days = [.. Enumerable.Range(0, 30).Select(n => (n % 27) + 1)];
        await reporting.SweepAsync(
        [
            .. ClosedOn("610929100", "A", days), .. ClosedOn("610929101", "A", days[..29]), .. ClosedOn("610929102", "A", days), .. ClosedOn("610929102", "G", 5),
        ]);
        var found = (await reporting.AnomaliesAsync("610929")).ShouldHaveSingleItem();
        (found.Text("kind"), found.Text("area"), found.Count("denominator")).ShouldBe(("fullRate", "610929100", 30));
        found.GetProperty("evidence").GetProperty("codes").Texts().ShouldBe(["M04"]);
    }

    [Fact]
    public async Task most_of_a_month_closed_on_its_last_three_days()
    {
        await reporting.SweepAsync(
        [
            .. ClosedOn("610902100", "U", 29, 29, 30, 31, 31, 1, 2, 3, 4, 5), .. ClosedOn("610902101", "U", 29, 30, 31, 31, 28, 1, 2, 3, 4, 5),
            .. ClosedOn("610902102", "U", 31, 31, 31, 31, 31, 31, 31, 31, 31),
        ]);
        var found = (await reporting.AnomaliesAsync("610902")).ShouldHaveSingleItem();
        (found.Text("kind"), found.Text("area"), found.Count("lastDays"), found.Count("percent")).ShouldBe(("monthEnd", "610902100", 5, 50));
        found.GetProperty("evidence").GetProperty("disputes").GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task what_was_corrected_is_not_found_any_more()
    {
        var quick = Closed(NewId(), "A", "2026-03-05T09:10:00", area: "330206100");
        await reporting.SweepAsync([Row(quick)]);
        (await reporting.KindsAsync("330206")).ShouldBe(["closedInMinutes"]);
        await reporting.SweepAsync([Row(quick with { Revision = 10, ClosedAt = China("2026-03-06T09:10:00") })]);
        (await reporting.KindsAsync("330206")).ShouldBeEmpty();
    }

    [Fact]
    public async Task lists_are_filtered_and_have_pages_with_the_latest_period_first()
    {
        await reporting.SweepAsync(OneOfEach("330203"));
        var all = await reporting.AnomaliesAsync("330203");
        all.Select(a => a.Text("kind")!).Order(StringComparer.Ordinal).ShouldBe(EveryKind);
        (await reporting.AnomaliesAsync("330203", "&kind=denied")).ShouldHaveSingleItem().Text("area").ShouldBe("330203105");
        (await reporting.AnomaliesAsync("330203", "&month=2026-02")).ShouldBeEmpty();
        (await reporting.AnomaliesAsync("330203", "&state=explained")).ShouldBeEmpty();
        var (seen, after) = (new List<string?>(), "");
        do
        {
            var page = await reporting.GetAsync($"/api/v1/anomalies?area=330203&limit=3{after}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(a => a.Text("id")));
            after = page.Text("next") is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        seen.ShouldBe(all.Select(a => a.Text("id")));
        foreach (var (query, field) in new[] { ("kind=fraud", "kind"), ("month=2026", "month"), ("state=guilty", "state"), ("limit=0", "limit"), ("groupBy=type", "groupBy") })
        {
            var (status, problem) = await reporting.ProblemAsync($"/api/v1/anomalies?area=330203&{query}");
            (status, problem.GetProperty("errors")[0].Text("field")).ShouldBe((400, field));
        }
    }

    [Fact]
    public async Task hashes_of_an_erased_dispute_are_gone_from_facts_and_do_not_come_back()
    {
        var disputes = Phones("330212100", "erased", 2, 1, 1, 1).ToList();
        await reporting.SweepAsync(disputes);
        (await reporting.KindsAsync("330212")).ShouldBe(["sharedPhone"]);
        await reporting.Services.GetRequiredService<Vault>().EraseAsync(disputes[0].Id);
        await reporting.Services.GetRequiredService<ForgetHashes>().RunAsync(disputes[0].Id);
        await reporting.SweepAsync([]);
        (await reporting.KindsAsync("330212")).ShouldBeEmpty();
        // One that was on its way.
        await reporting.SweepAsync([disputes[0] with { Revision = 99, MessageId = NewId() }]);
        (await reporting.KindsAsync("330212")).ShouldBeEmpty();
        await reporting.Facts.RebuildAsync();
        await reporting.SweepAsync([]);
        (await reporting.KindsAsync("330212")).ShouldBeEmpty();
        (await reporting.GetAsync("/api/v1/metrics/M01?area=330212&from=2026-03-01&to=2026-03-31")).Long("numerator").ShouldBe(4);
    }
}
