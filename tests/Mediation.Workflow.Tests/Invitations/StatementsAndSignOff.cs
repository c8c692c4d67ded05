using System.Net;
using System.Text.Json;
using Mediation.Contracts;

namespace Mediation.Workflow.Tests.Invitations;

[Collection(WorkflowSuite.Name)]
public sealed class StatementsAndSignOff(WorkflowSuite suite)
{
    private const string Text = "依我看双方各让一尺标记甲";
    private const string Remark = "记录属实但缺一页标记乙";

    [Fact]
    public async Task A_view_is_read_by_the_presiding_mediator_and_the_head()
    {
        var meeting = await Meeting.CallAsync(suite);
        var invitee = await (await meeting.LinkAsync()).OpenAsync();
        (await invitee.PostAsync("invitations/session/statement", new { text = Text })).Expect(HttpStatusCode.Created);
        await meeting.CloseAsync();
        (await invitee.PostAsync("invitations/session/sign-off", new { agreed = false, remark = Remark })).Expect(HttpStatusCode.OK);
        foreach (var path in (string[])[meeting.Path, $"cases/{meeting.File.Id}", $"cases/{meeting.File.Id}/sessions"])
        {
            foreach (var let in (Person[])[meeting.Presiding, Person.Of(suite, Facts.Id(91), Roles.CommitteeHead)])
            {
                (await let.SeesAsync(path)).ToString().ShouldSatisfyAllConditions(seen => seen.ShouldContain(Text), seen => seen.ShouldContain(Remark));
            }

            foreach (var kept in (Person[])[Person.Of(suite, Facts.Id(92), Roles.Mediator), Person.Of(suite, Facts.Id(93), Roles.JudicialOfficer)])
            {
                (await kept.SeesAsync(path)).ToString().ShouldSatisfyAllConditions(seen => seen.ShouldNotContain(Text), seen => seen.ShouldNotContain(Remark));
            }
        }

        var lawyer = (await Person.Of(suite, Facts.Id(92), Roles.Mediator).SeesAsync(meeting.Path)).GetProperty("participants")[0];
        lawyer.GetProperty("statements")[0].GetProperty("textSealed").GetBoolean().ShouldBeTrue();
        (lawyer.GetProperty("signOff").GetProperty("agreed").GetBoolean(), lawyer.GetProperty("signOff").GetProperty("remarkSealed").GetBoolean()).ShouldBe((false, true));
        (await meeting.TablesWithAsync("标记甲")).ShouldBeEmpty();
        (await meeting.TablesWithAsync("标记乙")).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_signed_off_after_the_end_only_and_once()
    {
        var meeting = await Meeting.CallAsync(suite);
        var invitee = await (await meeting.LinkAsync()).OpenAsync();
        (await invitee.PostAsync("invitations/session/sign-off", new { agreed = true })).Code.ShouldBe("session.notClosed");
        await meeting.CloseAsync();
        (await invitee.PostAsync("invitations/session/statement", new { text = Text })).Code.ShouldBe("session.closed");
        (await invitee.PostAsync("invitations/session/sign-off", new { agreed = true })).Expect(HttpStatusCode.OK).GetProperty("agreed").GetBoolean().ShouldBeTrue();
        (await invitee.PostAsync("invitations/session/sign-off", new { agreed = false })).Code.ShouldBe("signOff.given");
        var brief = await invitee.SeesAsync("invitations/session");
        (brief.GetProperty("status").GetString(), brief.GetProperty("agreed").ValueKind).ShouldBe(("closed", JsonValueKind.True));
    }
}
