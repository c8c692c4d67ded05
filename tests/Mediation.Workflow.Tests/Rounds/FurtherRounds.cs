using System.Net;
using Mediation.Contracts;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;

namespace Mediation.Workflow.Tests.Rounds;

[Collection(WorkflowSuite.Name)]
public sealed class FurtherRounds(WorkflowSuite suite)
{
    private static readonly Guid Elsewhere = Facts.Id(39);

    [Fact]
    public async Task A_failed_case_goes_to_another_committee_that_reads_all_but_the_earlier_caucus()
    {
        var meeting = await Meeting.CallAsync(suite);
        var file = meeting.File;
        await file.RecordAsync(1, new { kind = "discovery", text = "网格员巡查发现" });
        await meeting.SegmentAsync(meeting.Presiding, 9, new { mode = "caucus", side = "A", note = "底线是三尺" });
        await meeting.CloseAsync();
        await file.ChangeAsync("termination", new { reason = "G", text = "差距过大", referredTo = "人民法庭" });
        (await file.TryChangeAsync("rounds", new { committeeId = Elsewhere, reason = "回避" })).Expect(HttpStatusCode.Created);
        var wanted = await suite.HearsAsync<MediatorWanted>(m => m.CaseId == file.Id && m.Round == 2);
        (wanted.CommitteeId, wanted.Attempt).ShouldBe((Elsewhere, 2));
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.Round == 2)).Status.ShouldBe("waitingForMediator");

        // It belongs to the other committee now.
        (await Person.Of(suite, Facts.Id(91), Roles.CommitteeHead).ReadAsync($"cases/{file.Id}")).Status.ShouldBe(HttpStatusCode.NotFound);
        var mediator = Person.OfOtherUnit(suite, Roles.Mediator);
        await suite.PublishAsync(new MediatorReserved(file.Id, 2, Facts.Id(99), file.Accepted.AcceptedAt));
        var seen = await WorkflowSuite.UntilAsync(async () =>
            (await mediator.ReadAsync($"cases/{file.Id}")) is { Tag: "\"10\"" } answer ? answer : null);
        (await mediator.PostAsync($"cases/{file.Id}/assignment/acceptance", new { }, seen.Tag)).Expect(HttpStatusCode.OK);

        var read = await mediator.SeesAsync($"cases/{file.Id}");
        (read.GetProperty("round").GetInt32(), read.GetProperty("currentStep").GetInt32()).ShouldBe((2, 1));
        read.GetProperty("steps")[0].GetProperty("records")[0].GetProperty("round").GetInt32().ShouldBe(1);
        var first = read.GetProperty("rounds")[0];
        (first.GetProperty("outcome").GetString(), first.GetProperty("termination").GetProperty("referredTo").GetString()).ShouldBe(("G", "人民法庭"));
        first.GetProperty("sessionIds")[0].GetGuid().ShouldBe(meeting.Id);
        read.GetProperty("rounds")[1].GetProperty("reason").GetString().ShouldBe("回避");
        var caucus = read.GetProperty("sessions")[0].GetProperty("segments")[0];
        (caucus.GetProperty("note").GetString(), caucus.GetProperty("notesSealed").GetBoolean()).ShouldBe((null, true));
    }

    [Fact]
    public async Task A_committee_is_named_once_the_roster_has_told_of_it()
    {
        var (file, later) = (await suite.OpenAsync(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await file.ChangeAsync("termination", new { reason = "G" });
        (await file.TryChangeAsync("rounds", new { committeeId = later })).Code.ShouldBe("committee.unknown");
        await suite.RegisterAsync(later);
        (await file.TryChangeAsync("rounds", new { committeeId = later })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_notice_of_remedies_is_due_until_each_side_has_it()
    {
        var file = await suite.OpenAsync("0701");
        await file.ChangeAsync("termination", new { reason = "G" });
        var read = await file.ReadAsync();
        read.GetProperty("notice").GetProperty("remedies")[0].GetProperty("code").GetString().ShouldBe("labourArbitration");
        read.GetProperty("notice").GetProperty("sidesWithoutNotice").ToString().ShouldBe("[\"A\",\"B\"]");
        await file.AddAsync("remedies-notices", new { partyId = file.PartyA, manner = "hand", text = "当面签收" });
        (await file.AddAsync("remedies-notices", new { partyId = file.PartyB, manner = "post" })).GetProperty("sidesWithoutNotice").GetArrayLength().ShouldBe(0);
        read = await file.ReadAsync();
        (read.GetProperty("remediesNoticeNeeded").GetBoolean(), read.GetProperty("notice").GetProperty("served")[0].GetProperty("text").GetString())
            .ShouldBe((false, "当面签收"));
    }

    [Fact]
    public async Task A_rebound_reopens_what_an_agreement_had_closed()
    {
        var file = await suite.OpenAsync();
        await file.ChangeAsync("method", new { code = "three-modes" });
        await file.RecordAsync(1, new { kind = "discovery", text = "巡查" });
        foreach (var side in (string[])["A", "B"])
        {
            await file.RecordAsync(1, new { kind = "firstContact", side });
        }

        await file.RecordAsync(1, new { kind = "riskAssessment", risk = "green" });
        foreach (var party in (Guid[])[file.PartyA, file.PartyB])
        {
            await file.RecordAsync(1, new { kind = "rightsNotice", partyId = party });
            await file.RecordAsync(1, new { kind = "consent", partyId = party, given = true });
        }

        await file.CompleteAsync(1);
        await file.AddAsync("agreements", new { form = "oral", content = "各退一步", mediatorRecord = "当面和好", performedAtOnce = true });
        (await file.TryChangeAsync("rounds", new { committeeId = Elsewhere })).Code.ShouldBe("round.reboundNeeded");
        (await file.TryChangeAsync("rebound", new { occurredAt = TimeProvider.System.GetUtcNow(), text = "又起争执" })).Expect(HttpStatusCode.Created);
        var read = await file.ReadAsync();
        (read.GetProperty("status").GetString(), read.GetProperty("outcome").GetString()).ShouldBe(("waitingForMediator", null));
        var (first, second) = (read.GetProperty("rounds")[0], read.GetProperty("rounds")[1]);
        (first.GetProperty("outcome").GetString(), first.GetProperty("agreementIds").GetArrayLength()).ShouldBe(("A", 1));
        (second.GetProperty("within90Days").GetBoolean(), second.GetProperty("reason").GetString()).ShouldBe((true, "又起争执"));
    }
}
