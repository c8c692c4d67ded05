using Mediation.Workflow.Sessions.Live;

namespace Mediation.Workflow.Sessions;

internal static class SessionEndpoints
{
    internal static void MapSessions(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases/{id}/sessions").WithTags("cases");
        Endpoints.Command(cases.MapPost("", CallSession.PostAsync), "CallSession", "召集调解会 / Call a session", 201);
        cases.MapGet("", ReadSession.OfCaseAsync).WithName("ListSessions").WithSummary("调解会列表 / Sessions of a case").Produces<SessionPage>();

        var all = api.MapGroup("/sessions").WithTags("sessions");
        all.MapGet("panel-templates", PanelTemplates.Get).WithName("ListPanelTemplates").WithSummary("联调组模板 / Which roles a panel wants");
        var one = all.MapGroup("{id}");
        one.MapGet("", ReadSession.GetAsync).WithName("ReadSession").WithSummary("调解会 / A session").Produces<SessionView>();
        one.MapGet("live", FollowSession.GetAsync).WithName("FollowSession").WithSummary("实时更新 / What changes, as it changes (server-sent events)");
        Endpoints.Command(one.MapPost("consents", RecordConsents.PostAsync), "RecordConsents", "当事人同意邀请他人 / Parties consent to outsiders");
        Endpoints.Command(one.MapPost("wishes", WishOpenness.PostAsync), "WishOpenness", "公开与否的意愿 / A party wants it open or closed");
        Endpoints.Command(one.MapPost("co-units", ShareSession.PostAsync), "ShareSession", "联合调解单位 / Another area's unit shares the session");
        Endpoints.Command(one.MapPost("rescheduling", RescheduleSession.PostAsync), "RescheduleSession", "改期 / Move to another time");
        Endpoints.Command(one.MapPost("cancellation", CancelSession.PostAsync), "CancelSession", "取消 / Call it off");
        Endpoints.Command(
            one.MapPost("invitations", Invitations.SendInvitation.PostAsync), "SendInvitation", "邀请链接 / Invite a participant by a link", 201);
        Endpoints.Command(one.MapPost("closing", CloseSession.PostAsync), "CloseSession", "结束调解会 / Close a session");
        Participants(one.MapGroup("participants/{pid}"));
        Segments(one);
    }

    private static void Participants(RouteGroupBuilder person)
    {
        Endpoints.Command(person.MapPost("check-in", CheckIn.PostAsync), "CheckIn", "签到 / A participant checks in");
        Endpoints.Command(person.MapPost("answer", AnswerCall.PostAsync), "AnswerCall", "出席答复 / Whether a participant comes");
        Endpoints.Command(person.MapPost("substitution", Substitute.PostAsync), "Substitute", "替换参加人 / Another of the same role comes", 201);
    }

    private static void Segments(RouteGroupBuilder one)
    {
        Endpoints.Command(one.MapPost("segments", RecordSegment.PostAsync), "RecordSegment", "记录环节 / Record a segment", 201);
        Endpoints.Command(one.MapPost("running-segment", OpenSegment.PostAsync), "OpenSegment", "开始环节 / A segment begins", 201);
        Endpoints.Command(one.MapPost("running-segment/end", EndSegment.PostAsync), "EndSegment", "结束环节 / The running segment ends");
        Endpoints.Command(
            one.MapPost("segments/{segmentId}/release", ReleaseSentence.PostAsync), "ReleaseSentence",
            "公开一句背对背谈话 / Release one sentence of a caucus note", 201);
    }
}
