using System.Net;
using System.Text.Json;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Risks;

namespace Mediation.Workflow.Tests.FollowUps;

[Collection(WorkflowSuite.Name)]
public sealed class FollowUpsOverHttp(WorkflowSuite suite)
{
    [Fact]
    public async Task An_agreement_is_followed_up_by_its_colour_and_a_visit_is_on_file()
    {
        var file = await SettledAsync();
        var risk = (await file.ReadAsync()).GetProperty("risk");
        (risk.GetProperty("colour").GetString(), risk.GetProperty("fired")[0].GetProperty("nameEn").GetString()).ShouldBe(("red", "threat of violence"));
        var planned = await WorkflowSuite.UntilAsync(async () => Visits(await file.ReadAsync()) is { Count: 4 } visits ? visits : null);
        planned.ShouldAllBe(v => v.GetProperty("state").GetString() == "due");
        await file.AddAsync("follow-ups", new
        {
            performance = "full", text = "已和好",
            parties = new object[] { new { partyId = file.PartyA, reached = true, satisfaction = "satisfied" }, new { partyId = file.PartyB, reached = false } },
        });
        var made = Visits(await file.ReadAsync())[0];
        (made.GetProperty("state").GetString(), made.GetProperty("text").GetString()).ShouldBe(("made", "已和好"));
        var again = new { performance = "full", plannedId = made.GetProperty("id").GetGuid(), parties = new[] { new { partyId = file.PartyA, reached = true } } };
        (await file.TryAddAsync("follow-ups", again)).Code.ShouldBe("followUp.madeBefore");
    }

    [Fact]
    public async Task A_case_that_was_not_settled_has_nothing_to_follow_up()
    {
        var file = await suite.OpenAsync();
        await file.ChangeAsync("termination", new { reason = "G" });
        (await file.TryAddAsync("follow-ups", new { performance = "none", parties = new[] { new { partyId = file.PartyA, reached = true } } })).Status.ShouldBe(HttpStatusCode.NotFound);
        Visits(await file.ReadAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_flag_of_violence_shows_the_duty_to_report_until_it_is_cleared_and_a_person_s_colour_holds()
    {
        var file = await suite.OpenAsync();
        var signal = (await file.AddAsync("signals", new { kind = "domesticViolence", text = "手臂有伤" })).GetProperty("id").GetGuid();
        var flagged = (await file.ReadAsync()).GetProperty("risk");
        (flagged.GetProperty("dutyToReport").GetBoolean(), flagged.GetProperty("colour").GetString()).ShouldBe((true, "red"));
        await file.ChangeAsync($"signals/{signal}/clearance", new { reason = "经核实系农活所伤" });
        (await file.ReadAsync()).GetProperty("risk").GetProperty("dutyToReport").GetBoolean().ShouldBeFalse();
        await file.ChangeAsync("colour", new { colour = "yellow", reason = "双方情绪不稳" });
        var overridden = (await file.ReadAsync()).GetProperty("risk");
        (overridden.GetProperty("colour").GetString(), overridden.GetProperty("byRules").GetString(), overridden.GetProperty("override").GetProperty("reason").GetString())
            .ShouldBe(("yellow", "green", "双方情绪不稳"));
        await file.ChangeAsync("colour/lifting", new { reason = "已平复" });
        (await file.ReadAsync()).GetProperty("risk").GetProperty("colour").GetString().ShouldBe("green");
    }

    private static List<JsonElement> Visits(JsonElement file) => [.. file.GetProperty("followUps").EnumerateArray()];

    /// <summary>A case that was settled a moment ago, red by a threat.</summary>
    private async Task<TestCase> SettledAsync()
    {
        var file = TestCase.New(suite.Client, "0999", "610981113");
        var at = file.Accepted.AcceptedAt;
        var opened = Facts.Opened() with { CaseId = file.Id, Parties = file.Accepted.Parties, AcceptedAt = at, OpenedAt = at };
        await suite.Service.AppendAsync<Case>(file.Id,
        [
            opened, new MediatorAssigned(file.Mediator, at), new SignalRecorded(Facts.Id(71), SignalKind.ThreatOfViolence, null, at, at),
            new AgreementReached(Facts.Id(61), AgreementForm.Oral, at, at), new CaseClosed("A", at),
        ]);
        return file;
    }
}
