using System.Net;
using System.Text.Json;
using Mediation.Contracts;

namespace Mediation.Workflow.Tests.Sessions;

[Collection(WorkflowSuite.Name)]
public sealed class SharedSessions(WorkflowSuite suite)
{
    // Of Person.OfOtherUnit.
    private static readonly Guid OtherCommittee = Facts.Id(39);

    [Fact]
    public async Task A_unit_that_shares_it_sees_the_session_and_not_the_case()
    {
        var meeting = await Meeting.CallAsync(suite);
        var neighbour = Person.OfOtherUnit(suite, Roles.Mediator);
        (await neighbour.ReadAsync(meeting.Path)).Status.ShouldBe(HttpStatusCode.NotFound);
        var note = await meeting.SegmentAsync(meeting.Presiding, 9, new { mode = "caucus", side = "A", note = "底线标记戊" });
        (await meeting.Presiding.PostAsync($"{meeting.Path}/co-units", new { committeeId = OtherCommittee, areaCode = "610981114" })).Expect(HttpStatusCode.OK);
        var seen = await neighbour.SeesAsync(meeting.Path);
        seen.GetProperty("coUnits")[0].GetProperty("committeeId").GetGuid().ShouldBe(OtherCommittee);
        seen.GetProperty("participants")[0].GetProperty("name").GetString().ShouldBe("王律师");
        seen.GetProperty("segments")[0].GetProperty("notesSealed").GetBoolean().ShouldBeTrue();
        seen.ToString().ShouldNotContain("标记戊");
        foreach (var path in (string[])[$"cases/{meeting.File.Id}", $"cases/{meeting.File.Id}/sessions", $"cases/{meeting.File.Id}/history"])
        {
            (await neighbour.ReadAsync(path)).Status.ShouldBe(HttpStatusCode.NotFound, path);
        }

        (await neighbour.PostAsync($"{meeting.Path}/segments", new { mode = "homeVisit" })).Code.ShouldBe("case.unknown");
        (await neighbour.PostAsync($"{meeting.Path}/segments/{note}/release", new { sentence = "x" })).Code.ShouldBe("case.unknown");
        (await neighbour.PostAsync($"{meeting.Path}/participants/{meeting.Relative}/check-in", new { })).Expect(HttpStatusCode.OK);
        await using var follower = await Follower.FollowAsync(neighbour, $"{meeting.Path}/live");
    }

    [Fact]
    public async Task It_may_be_shared_from_the_call_on()
    {
        var file = await suite.OpenAsync();
        var called = await file.AddAsync("sessions", new
        {
            startsAt = "2026-01-05T09:00:00+08:00", place = "调解室", panel = "custom", participants = new[] { new { role = "lawyer", name = "王律师" } },
            coUnits = new[] { new { committeeId = OtherCommittee, areaCode = "330206" } },
        });
        var seen = await Person.OfOtherUnit(suite, Roles.CommitteeHead).SeesAsync($"sessions/{called.GetProperty("id").GetGuid()}");
        seen.GetProperty("coUnits")[0].GetProperty("areaCode").GetString().ShouldBe("330206");
    }

    [Fact]
    public async Task A_session_runs_live_from_its_call_to_its_result()
    {
        var meeting = await Meeting.CallAsync(suite);
        var invitee = await (await meeting.LinkAsync()).OpenAsync();
        (await invitee.PostAsync("invitations/session/answer", new { answer = "yes" })).Expect(HttpStatusCode.OK);
        (await invitee.PostAsync("invitations/session/declaration", new { hasInterest = false })).Expect(HttpStatusCode.Created);
        (await invitee.PostAsync("invitations/session/check-in", new { })).Expect(HttpStatusCode.OK);
        (await meeting.Presiding.PostAsync($"{meeting.Path}/running-segment", new { mode = "video", videoLink = "https://video.example/标记己" })).Expect(HttpStatusCode.Created);
        var brief = await invitee.SeesAsync("invitations/session");
        (brief.GetProperty("status").GetString(), brief.GetProperty("videoLink").GetString(), brief.GetProperty("answer").GetString())
            .ShouldBe(("running", "https://video.example/标记己", "yes"));
        (await meeting.Presiding.PostAsync($"{meeting.Path}/running-segment/end", new { note = "约定再谈" })).Expect(HttpStatusCode.OK);
        var tag = (await meeting.Presiding.ReadAsync(meeting.Path)).Tag;
        var closed = (await meeting.Presiding.PostAsync($"{meeting.Path}/closing", new { result = "notAgreed", summary = "标记庚" }, tag)).Expect(HttpStatusCode.OK);
        closed.GetProperty("rolesMissing").ToString().ShouldBe("[\"respectedRelative\"]");
        var seen = await meeting.Presiding.SeesAsync(meeting.Path);
        (seen.GetProperty("result").GetString(), seen.GetProperty("summary").GetString()).ShouldBe(("notAgreed", "标记庚"));
        seen.GetProperty("presence").EnumerateArray().Select(p => p.GetProperty("present").GetInt32()).ShouldBe([0, 1]);
        (await meeting.TablesWithAsync("标记己")).ShouldBeEmpty();
        (await meeting.TablesWithAsync("标记庚")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_moved_session_asks_everyone_anew_and_its_links_open()
    {
        var meeting = await Meeting.CallAsync(suite);
        var invitee = await (await meeting.LinkAsync()).OpenAsync();
        (await invitee.PostAsync("invitations/session/answer", new { answer = "yes" })).Expect(HttpStatusCode.OK);
        var tag = (await meeting.Presiding.ReadAsync(meeting.Path)).Tag;
        var moved = (await meeting.Presiding.PostAsync($"{meeting.Path}/rescheduling", new { startsAt = "2099-01-05T09:00:00+08:00", reason = "大雪" }, tag)).Expect(HttpStatusCode.OK);
        moved.GetProperty("toConfirm").GetArrayLength().ShouldBe(2);
        var brief = await invitee.SeesAsync("invitations/session");
        (brief.GetProperty("answer").ValueKind, brief.GetProperty("reschedulings").GetInt32()).ShouldBe((JsonValueKind.Null, 1));
        brief.GetProperty("startsAt").GetDateTimeOffset().Year.ShouldBe(2099);
        brief.GetProperty("expiresAt").GetDateTimeOffset().Year.ShouldBe(2099);
        tag = (await meeting.Presiding.ReadAsync(meeting.Path)).Tag;
        (await meeting.Presiding.PostAsync($"{meeting.Path}/cancellation", new { reason = "撤回" }, tag)).Expect(HttpStatusCode.OK);
        (await invitee.SeesAsync("invitations/session")).GetProperty("status").GetString().ShouldBe("cancelled");
        (await meeting.Presiding.SeesAsync(meeting.Path)).GetProperty("cancellation").GetString().ShouldBe("撤回");
    }
}
