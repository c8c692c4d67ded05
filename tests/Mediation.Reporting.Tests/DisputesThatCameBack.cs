using System.Text.Json;
using Mediation.Contracts.Workflow;
using Mediation.Reporting.Facts;
using Mediation.Reporting.Tests.Anomalies;
using static Mediation.Reporting.Tests.SomeFacts;

namespace Mediation.Reporting.Tests;

/// <summary>What came back, how often, and after how long.</summary>
public sealed class DisputesThatCameBack(ReportingFixture reporting) : IClassFixture<ReportingFixture>
{
    private const string Year = "from=2026-01-01&to=2026-12-31";

    [Fact]
    public async Task are_those_that_broke_down_or_were_settled_and_reopened_and_not_another_attempt()
    {
        const string area = "610921";
        var (rebound, reopened, attempt) = (NewId(), NewId(), NewId());
        await RecordAsync(
            InRounds(rebound, area, ("A", "2026-03-10", false), ("A", "2026-04-10", true), (null, "2026-05-20", true)),
            InRounds(reopened, area, ("W", "2026-03-10", false), ("G", "2026-03-25", false)),
            InRounds(attempt, area, ("G", "2026-03-10", false), ("A", "2026-04-10", false)), Closed(NewId(), "A", area: area));
        var found = await FoundAsync(area);
        found.Select(r => r.GetProperty("id").GetGuid()).ShouldBe([rebound, reopened]);
        (found[0].Long("times"), found[0].Long("rebounds"), found[0].Long("reopenings"), found[0].Long("daysBetween")).ShouldBe((2, 2, 0, 35));
        (found[0].Text("cameBackOn"), found[0].GetProperty("lastOutcome").ValueKind).ShouldBe(("2026-05-20", JsonValueKind.Null));
        (found[1].Long("times"), found[1].Long("reopenings"), found[1].Text("lastOutcome"), found[1].Long("daysBetween")).ShouldBe((1, 1, "G", 5));
        found[0].Text("caseNumber").ShouldBe("（2026）段人调字第**01号");
    }

    [Fact]
    public async Task are_those_that_continue_another_case_or_that_people_remember()
    {
        const string area = "610922";
        var (earlier, later, old) = (NewId(), NewId(), NewId());
        await RecordAsync(
            Closed(earlier, "A", "2026-03-20T15:00:00", area: area) with { Links = [new(later, "continuedBy"), new(old, "related")], CaseNumber = "（2026）段人调字第0077号" },
            Open(later, "2026-05-05T09:00:00", area) with { Links = [new(earlier, "continues")] }, Open(old, area: area) with { EarlierIncidents = 30 });
        var found = await FoundAsync(area);
        found.Select(r => r.GetProperty("id").GetGuid()).ShouldBe([later, old]);
        (found[0].GetProperty("continues").GetGuid(), found[0].Text("continuesNumber"), found[0].Long("daysBetween")).ShouldBe((earlier, "（2026）段人调字第**77号", 46));
        (found[1].Long("times"), found[1].Long("earlierIncidents"), found[1].Text("cameBackOn")).ShouldBe((30, 30, "2026-03-05"));
    }

    [Fact]
    public async Task are_listed_by_the_period_of_their_return_in_pages_and_for_those_of_the_area()
    {
        const string area = "610923";
        await RecordAsync([.. Enumerable.Range(0, 7).Select(n => Open(NewId(), $"2026-0{(n % 2) + 3}-05T09:00:00", area) with { EarlierIncidents = 1 })]);
        (await FoundAsync(area, "from=2026-04-01&to=2026-04-30")).Count.ShouldBe(3);
        var (seen, after) = (new List<string?>(), "");
        do
        {
            var page = await reporting.GetAsync($"/api/v1/recurrences?area={area}&{Year}&limit=2{after}");
            page.GetProperty("items").GetArrayLength().ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(r => r.Text("id")));
            after = page.Text("next") is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        seen.ShouldBe((await FoundAsync(area)).Select(r => r.Text("id")));
        seen.Distinct().Count().ShouldBe(7);
        using var neighbour = reporting.Analyst("610924");
        (await neighbour.ReadAsync($"/recurrences?area={area}&{Year}")).Code.ShouldBe("area.unknown");
        (await neighbour.ReadAsync($"/recurrences?{Year}")).Body!["items"]!.AsArray().ShouldBeEmpty();
        (await reporting.ProblemAsync($"/api/v1/recurrences?area={area}&groupBy=type")).Status.ShouldBe(400);
        (await reporting.ProblemAsync($"/api/v1/recurrences?area={area}&limit=201")).Status.ShouldBe(400);
    }

    private static CaseFactsChanged InRounds(Guid id, string area, params (string? Outcome, string OpenedOn, bool Rebound)[] rounds) => Open(id, area: area) with
    {
        Revision = 20, Round = rounds.Length, Outcome = rounds[^1].Outcome,
        ClosedAt = rounds[^1].Outcome is null ? null : China($"{rounds[^1].OpenedOn}T15:00:00").AddDays(5),
        Rounds =
        [
            .. rounds.Select((r, i) => new RoundFacts(
                i + 1, Committee, China($"{r.OpenedOn}T09:00:00"), r.Outcome is null ? null : China($"{r.OpenedOn}T15:00:00").AddDays(i == 0 ? 10 : 5), r.Outcome, null, r.Rebound)),
        ],
    };

    private async Task<List<JsonElement>> FoundAsync(string area, string period = Year) =>
        [.. (await reporting.GetAsync($"/api/v1/recurrences?area={area}&{period}&limit=200")).GetProperty("items").EnumerateArray()];

    private Task RecordAsync(params CaseFactsChanged[] facts) => reporting.Facts.RecordAsync([.. facts.Select(f => FactRow.From(NewId(), f)!)]);
}
