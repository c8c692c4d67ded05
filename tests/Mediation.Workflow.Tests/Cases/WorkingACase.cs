using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;

namespace Mediation.Workflow.Tests.Cases;

[Collection(WorkflowSuite.Name)]
public sealed class WorkingACase(WorkflowSuite suite)
{
    [Fact]
    public async Task A_party_that_is_unwilling_ends_it_and_the_others_hear()
    {
        var file = await suite.OpenAsync();
        var answer = await file.RecordAsync(2, new { kind = "consent", partyId = file.PartyB, given = false, text = "不愿调解" });
        answer.GetProperty("case").GetProperty("outcome").GetString().ShouldBe("U");
        (await suite.HearsAsync<CaseEnded>(m => m.CaseId == file.Id)).Outcome.ShouldBe("U");
        (await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.Status == "closed")).Outcome.ShouldBe("U");
        (await file.ReadAsync()).GetProperty("remediesNoticeNeeded").GetBoolean().ShouldBeTrue();
        (await file.TryAddAsync("steps/2/records", new { kind = "note", text = "再访" })).Code.ShouldBe("case.notOpen");
    }

    [Fact]
    public async Task An_oral_agreement_closes_it_at_once()
    {
        var file = await suite.OpenAsync("0101");
        await file.WorkFourStepsAsync();
        var early = await file.TryAddAsync("agreements", new { form = "oral", content = "和好", mediatorRecord = "当面和好", performedAtOnce = true });
        early.Body.GetProperty("missing").ToString().ShouldBe("[\"step:5\"]");
        await SitAsync(file);
        await file.CompleteAsync(5);
        var answer = await file.AddAsync("agreements", new { form = "oral", content = "和好", mediatorRecord = "当面和好", performedAtOnce = true });
        answer.GetProperty("effectiveAt").ValueKind.ShouldBe(JsonValueKind.String);
        var facts = await suite.HearsAsync<CaseFactsChanged>(m => m.CaseId == file.Id && m.Outcome == "A");
        (facts.AgreementForm, facts.JointSessionsHeld, facts.SessionsHeld).ShouldBe(("oral", 0, 1));
        (await file.ReadAsync()).GetProperty("agreements")[0].GetProperty("mediatorRecord").GetString().ShouldBe("当面和好");
    }

    [Fact]
    public async Task It_is_terminated_once_with_a_code_and_says_where_to_go()
    {
        var file = await suite.OpenAsync();
        await file.ChangeAsync("termination", new { reason = "R", referredTo = "县劳动仲裁委", text = "已申请仲裁" });
        var read = await file.ReadAsync();
        (read.GetProperty("outcome").GetString(), read.GetProperty("termination").GetProperty("referredTo").GetString()).ShouldBe(("R", "县劳动仲裁委"));
        (await file.TryChangeAsync("termination", new { reason = "G" })).Code.ShouldBe("case.closed");
        (await file.TryAddAsync("sessions", new { startsAt = "2026-01-01T09:00:00+08:00", place = "x", panel = "custom", participants = new[] { new { role = "lawyer" } } }))
            .Code.ShouldBe("case.notOpen");
    }

    [Fact]
    public async Task Who_declines_is_left_out_of_the_next_request()
    {
        var file = await suite.AcceptAsync();
        await suite.PublishAsync(new MediatorReserved(file.Id, 1, file.Mediator, file.Accepted.AcceptedAt));
        await WorkflowSuite.UntilAsync(async () => (await file.ReadAsync()).GetProperty("assignment").GetProperty("proposedMediatorId").ValueKind == JsonValueKind.String ? file : null);
        await file.ChangeAsync("assignment/refusal", new { mediatorId = file.Mediator, reason = "与当事人是亲戚" });
        (await suite.HearsAsync<MediatorWanted>(m => m.CaseId == file.Id && m.Attempt == 2)).Excluded.ShouldBe([file.Mediator]);
        await suite.PublishAsync(new NoMediatorAvailable(file.Id, 2));
        await WorkflowSuite.UntilAsync(async () => (await file.ReadAsync()).GetProperty("assignment").GetProperty("noMediatorFound").GetBoolean() ? file : null);
        await file.ChangeAsync("assignment", new { mediatorId = file.PartyA });
        var assignment = (await file.ReadAsync()).GetProperty("assignment");
        (assignment.GetProperty("attempt").GetInt32(), assignment.GetProperty("declined")[0].GetProperty("reason").GetString()).ShouldBe((3, "与当事人是亲戚"));
    }

    [Fact]
    public async Task A_message_that_comes_five_times_takes_effect_once()
    {
        var file = await suite.AcceptAsync();
        var messageId = file.PartyA;
        for (var i = 0; i < 5; i++)
        {
            await suite.PublishAsync(file.Accepted, messageId);
            await suite.PublishAsync(file.Accepted);
            await suite.PublishAsync(new MediatorReserved(file.Id, 1, file.Mediator, file.Accepted.AcceptedAt));
        }

        await WorkflowSuite.UntilAsync(async () => (await file.ReadAsync()).GetProperty("version").GetInt64() >= 3 ? file : null);
        // One of each came last through the same queue; once it is handled, all are.
        var next = await suite.OpenAsync();
        (await next.ReadAsync()).GetProperty("status").GetString().ShouldBe("open");
        (await file.ReadAsync()).GetProperty("version").GetInt64().ShouldBe(3);
        suite.Heard<MediatorWanted>().Count(m => m.CaseId == file.Id).ShouldBe(1);
    }

    [Fact]
    public async Task The_file_is_served_without_names_while_intake_does_not_know_them()
    {
        var read = await (await suite.AcceptAsync()).ReadAsync();
        read.GetProperty("names").GetString().ShouldBe("unavailable");
        read.GetProperty("parties")[0].GetProperty("name").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_methods_are_served()
    {
        var all = await suite.Client.GetFromJsonAsync<JsonElement>("/api/v1/methods");
        all.GetProperty("items")[0].GetProperty("code").GetString().ShouldBe("six-step");
        var one = await suite.Client.GetFromJsonAsync<JsonElement>("/api/v1/methods/six-step?version=1");
        one.GetProperty("steps")[4].GetProperty("requires")[0].GetString().ShouldBe("panelSat");
        (await suite.Client.GetAsync("/api/v1/methods/nine-step")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    // Two offices together, but no joint segment.
    private async Task SitAsync(TestCase file)
    {
        var called = await file.AddAsync("sessions", new
        {
            startsAt = "2026-01-05T09:00:00+08:00", place = "调解室", panel = "custom", participants = new[] { new { role = "communityPolice" }, new { role = "lawyer" } },
        });
        var path = $"/api/v1/sessions/{called.GetProperty("id").GetGuid()}";
        await file.ConsentAsync(called.GetProperty("id").GetGuid());
        foreach (var participant in called.GetProperty("participants").EnumerateArray())
        {
            (await Answer.PostAsync(suite.Client, $"{path}/participants/{participant.GetProperty("id").GetGuid()}/check-in", new { })).Expect(HttpStatusCode.OK);
        }

        var segment = new { mode = "homeVisit", startedAt = "2026-01-05T09:00:00+08:00", endedAt = "2026-01-05T10:00:00+08:00" };
        var tag = (await Answer.PostAsync(suite.Client, $"{path}/segments", segment)).Tag;
        (await Answer.PostAsync(suite.Client, $"{path}/closing", new { result = "adjourned" }, tag)).Expect(HttpStatusCode.OK);
    }
}
