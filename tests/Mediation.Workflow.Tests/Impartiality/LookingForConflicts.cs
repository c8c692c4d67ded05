using System.Net;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;

namespace Mediation.Workflow.Tests.Impartiality;

[Collection(WorkflowSuite.Name)]
public sealed class LookingForConflicts(WorkflowSuite suite)
{
    private static object Call(string name) => new
    {
        startsAt = "2026-01-05T09:00:00+08:00", place = "调解室", panel = "custom", participants = new[] { new { role = "lawyer", name } },
    };

    [Fact]
    public async Task A_party_s_relative_in_the_panel_is_found_at_the_call_and_kept_by_ids_only()
    {
        var file = await suite.OpenAsync();
        file.KnownTo(suite.Intake);
        await file.AddAsync("relatives", new { partyId = file.PartyB, name = "钱标记辛", kinship = "表弟" });
        var called = await file.AddAsync("sessions", Call("钱 标记辛"));
        var conflict = called.GetProperty("conflicts")[0];
        (conflict.GetProperty("kind").GetString(), conflict.GetProperty("partyId").GetGuid()).ShouldBe(("sameNameAsRelative", file.PartyB));
        var meeting = new Meeting(suite, file, called.GetProperty("id").GetGuid(), called.GetProperty("participants")[0].GetProperty("id").GetGuid(), Guid.Empty);
        await file.ConsentAsync(meeting.Id);
        (await meeting.Presiding.PostAsync($"{meeting.Path}/invitations", new { participantId = meeting.Lawyer })).Code.ShouldBe("conflict.unresolved");
        (await meeting.Presiding.PostAsync($"{meeting.Path}/conflicts/{conflict.GetProperty("id").GetGuid()}/overruling", new { reason = "同名，已核实标记壬" }))
            .Expect(HttpStatusCode.OK);
        await meeting.LinkAsync();
        (await meeting.Presiding.SeesAsync(meeting.Path)).GetProperty("conflicts")[0].GetProperty("reasons").GetString().ShouldBe("同名，已核实标记壬");
        (await meeting.TablesWithAsync("标记辛")).ShouldBeEmpty();
        (await meeting.TablesWithAsync("标记壬")).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_intake_is_away_nobody_is_invited_and_afterwards_the_look_is_made_up_for()
    {
        var file = await suite.OpenAsync();
        var called = await file.AddAsync("sessions", Call("张三"));
        called.GetProperty("namesCompared").GetBoolean().ShouldBeFalse();
        var (path, lawyer) = ($"sessions/{called.GetProperty("id").GetGuid()}", called.GetProperty("participants")[0].GetProperty("id").GetGuid());
        var presiding = Person.Presiding(suite);
        await file.ConsentAsync(called.GetProperty("id").GetGuid());
        (await presiding.PostAsync($"{path}/invitations", new { participantId = lawyer })).Code.ShouldBe("conflict.notChecked");
        (await presiding.PostAsync($"{path}/conflict-check", new { })).Expect(HttpStatusCode.ServiceUnavailable);
        file.KnownTo(suite.Intake);
        var found = (await presiding.PostAsync($"{path}/conflict-check", new { })).Expect(HttpStatusCode.OK);
        found.GetProperty("conflicts")[0].GetProperty("kind").GetString().ShouldBe("sameNameAsParty");
        var instead = (await presiding.PostAsync($"{path}/participants/{lawyer}/substitution", new { name = "赵律师" })).Expect(HttpStatusCode.Created).GetProperty("id").GetGuid();
        await file.ConsentAsync(called.GetProperty("id").GetGuid());
        (await presiding.PostAsync($"{path}/conflict-check", new { })).Expect(HttpStatusCode.OK);
        (await presiding.PostAsync($"{path}/invitations", new { participantId = instead })).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Who_stepped_in_for_a_party_is_compared_too_though_intake_does_not_know()
    {
        var file = await suite.OpenAsync();
        file.KnownTo(suite.Intake);
        (await file.TryChangeAsync($"parties/{file.PartyA}/succession", new { heirs = new[] { new { relation = "child", name = "张小明" } } }))
            .Expect(HttpStatusCode.Created);
        var heir = (await file.ReadAsync()).GetProperty("parties")[0].GetProperty("partyId").GetGuid();
        var conflict = (await file.AddAsync("sessions", Call("张小明"))).GetProperty("conflicts")[0];
        (conflict.GetProperty("kind").GetString(), conflict.GetProperty("partyId").GetGuid()).ShouldBe(("sameNameAsParty", heir));
        (await file.AddAsync("sessions", Call("赵律师"))).GetProperty("namesCompared").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_sustained_objection_brings_another_mediator()
    {
        var file = await suite.OpenAsync();
        var objection = await file.AddAsync("objections", new { partyId = file.PartyB, ground = "relative", reason = "是甲方姐夫标记癸" });
        var path = $"objections/{objection.GetProperty("id").GetGuid()}/decision";
        var head = Person.Of(suite, Facts.Id(96), Roles.CommitteeHead);
        var tag = (await head.ReadAsync($"cases/{file.Id}")).Tag;
        (await Person.Of(suite, Facts.Id(95), Roles.Mediator).PostAsync($"cases/{file.Id}/{path}", new { sustained = true }, tag)).Expect(HttpStatusCode.Forbidden);
        (await head.PostAsync($"cases/{file.Id}/{path}", new { sustained = true }, tag)).Expect(HttpStatusCode.OK)
            .GetProperty("status").GetString().ShouldBe("waitingForMediator");
        (await suite.HearsAsync<MediatorWanted>(m => m.CaseId == file.Id && m.Attempt == 2)).Excluded.ShouldBe([file.Mediator]);
        await suite.PublishAsync(new MediatorReserved(file.Id, 2, Facts.Other, file.Accepted.AcceptedAt));
        await WorkflowSuite.UntilAsync(async () => (await file.ReadAsync()).GetProperty("assignment").GetProperty("proposedMediatorId").ValueKind == JsonValueKind.String ? file : null);
        var next = Person.Of(suite, Facts.Other, Roles.Mediator);
        tag = (await next.ReadAsync($"cases/{file.Id}")).Tag;
        (await next.PostAsync($"cases/{file.Id}/assignment/acceptance", new { }, tag)).Expect(HttpStatusCode.OK).GetProperty("mediatorId").GetGuid().ShouldBe(Facts.Other);
        var seen = (await head.SeesAsync($"cases/{file.Id}/impartiality")).GetProperty("objections")[0];
        (seen.GetProperty("reason").GetString(), seen.GetProperty("sustained").GetBoolean()).ShouldBe(("是甲方姐夫标记癸", true));
    }
}
