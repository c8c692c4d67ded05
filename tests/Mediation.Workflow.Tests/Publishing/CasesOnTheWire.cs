using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Tests.Publishing;

/// <summary>What reporting gets to know of a case.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class CasesOnTheWire(WorkflowSuite suite)
{
    private static readonly Guid Elsewhere = Facts.Id(39);
    private static readonly DateTimeOffset Today = TimeProvider.System.GetUtcNow();
    private static readonly DateTimeOffset LongAgo = Today.AddDays(-25);

    [Fact]
    public async Task A_rebound_is_a_round_of_its_own_and_the_first_committee_stays_the_first()
    {
        var id = Guid.CreateVersion7(LongAgo);
        DateTimeOffset closed = LongAgo.AddDays(5), again = LongAgo.AddDays(20);
        await suite.Service.AppendAsync<Case>(id,
        [
            Opened(id), new MediatorAssigned(Facts.Mediator, LongAgo), new AgreementReached(Facts.Id(61), AgreementForm.Oral, closed, closed),
            new CaseClosed(Endings.Agreement, closed), new CaseRebounded(Facts.Id(62), 1, again, true, again),
            new RoundOpened(2, Elsewhere, null, true, again),
        ]);
        var facts = await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == id);
        (facts.Round, facts.CommitteeId, facts.FirstCommitteeId, facts.Outcome, facts.ClosedAt).ShouldBe((2, Elsewhere, Facts.Committee, null, null));
        facts.Rounds.ShouldBe(
        [
            new RoundFacts(1, Facts.Committee, LongAgo, closed, Endings.Agreement, Day(LongAgo).AddDays(30), false),
            new RoundFacts(2, Elsewhere, again, null, null, Day(again).AddDays(30), true),
        ]);
        facts.DueOn.ShouldBe(Day(again).AddDays(30));
    }

    [Fact]
    public async Task It_turned_criminal_when_it_did_and_not_when_that_was_recorded()
    {
        var file = await suite.OpenAsync();
        var occurredAt = Day(file.Accepted.AcceptedAt).AddDays(-1).ToDateTime(new TimeOnly(1, 0), DateTimeKind.Utc);
        await file.AddAsync("criminal-turn", new { occurredAt, text = "持械伤人" });
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.CriminalAt is not null)).CriminalAt.ShouldBe(occurredAt);
    }

    [Fact]
    public async Task An_extension_moves_the_day_it_is_due()
    {
        var file = await suite.OpenAsync();
        var today = Day(file.Accepted.AcceptedAt);
        var opened = await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.Status == "open");
        (opened.DueOn, opened.PauseDays).ShouldBe((today.AddDays(30), null));
        var consents = new[] { file.PartyA, file.PartyB }.Select(partyId => new { partyId, consentedOn = today });
        await file.AddAsync("clocks/people/extension", new { until = today.AddDays(45), consents });
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.DueOn != opened.DueOn)).DueOn.ShouldBe(today.AddDays(45));
    }

    [Fact]
    public async Task Days_on_which_the_clock_stood_still_are_given_back()
    {
        var id = Guid.CreateVersion7(LongAgo);
        var opened = Day(LongAgo);
        await suite.Service.AppendAsync<Case>(id,
        [
            Opened(id), new ClockPaused("people", Facts.Id(63), opened.AddDays(3), LongAgo.AddDays(3)),
            new ClockResumed("people", opened.AddDays(10), LongAgo.AddDays(10)),
        ]);
        var facts = await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == id);
        (facts.DueOn, facts.PauseDays).ShouldBe((opened.AddDays(37), 7));
    }

    [Fact]
    public async Task The_colour_is_the_one_in_effect()
    {
        var file = await suite.OpenAsync();
        var signal = (await file.AddAsync("signals", new { kind = "domesticViolence", text = "手臂有伤" })).GetProperty("id").GetGuid();
        var red = await HearsColourAsync(file, "red", 0);
        await file.ChangeAsync("colour", new { colour = "yellow", reason = "双方情绪不稳" });
        var yellow = await HearsColourAsync(file, "yellow", red);
        await file.ChangeAsync("colour/lifting", new { reason = "已平复" });
        red = await HearsColourAsync(file, "red", yellow);
        await file.ChangeAsync($"signals/{signal}/clearance", new { reason = "经核实系农活所伤" });
        var green = await HearsColourAsync(file, "green", red);
        await file.RecordAsync(1, new { kind = "riskAssessment", risk = "yellow" });
        await HearsColourAsync(file, "yellow", green);
    }

    [Fact]
    public async Task Parties_are_counted_and_a_threat_makes_it_violent_and_difficult()
    {
        var file = await suite.OpenAsync();
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.Violence == false)).Parties.ShouldBe(2);
        await file.AddAsync("signals", new { kind = "threatOfViolence", text = "扬言持械" });
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.Violence == true)).Difficult.ShouldBe(true);
    }

    private static CaseOpened Opened(Guid id) => Facts.Opened() with { CaseId = id, AcceptedAt = LongAgo, OpenedAt = LongAgo };

    private static DateOnly Day(DateTimeOffset at) => ChinaTime.DayOf(at);

    private async Task<long> HearsColourAsync(TestCase file, string colour, long after) =>
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.Colour == colour && m.Revision > after)).Revision;
}
