using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Digests;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Escalation;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Invitations;
using Mediation.Workflow.Lineage;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Offline;
using Mediation.Workflow.Risks;
using Mediation.Workflow.Rounds;
using Mediation.Workflow.Sessions;
using Mediation.Workflow.Sessions.Live;

namespace Mediation.Workflow;

/// <summary>Every route of the service.</summary>
internal static class Endpoints
{
    internal static void MapWorkflow(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1")
            .ProducesProblem(StatusCodes.Status400BadRequest, "application/problem+json")
            .ProducesProblem(StatusCodes.Status404NotFound, "application/problem+json");

        api.MapMethods();
        api.MapRounds();
        api.MapEscalation();
        api.MapLineage();

        var cases = api.MapGroup("/cases").WithTags("cases");
        cases.MapGet("", ListCases.GetAsync).WithName("ListCases").WithSummary("案件列表 / Cases by mediator, status, area").Produces<CasePage>();
        cases.MapGet("{id}", ReadCase.GetAsync).WithName("ReadCase").WithSummary("卷 / The case file").Produces<CaseFile>();
        cases.MapPost("{id}/unmasking", UnmaskCase.HandleAsync).WithName("UnmaskCase")
            .WithSummary("查看完整内容 / Read the free text of a file, for a reason").Produces<CaseFile>().ProducesProblem(400);
        cases.MapGet("{id}/history", ReadHistory.GetAsync).WithName("ReadHistory").WithSummary("经过 / Who did what when").Produces<HistoryPage>();
        Command(cases.MapPost("{id}/assignment", ProposeMediator.PostAsync), "ProposeMediator", "指定调解员 / Name a mediator");
        Command(cases.MapPost("{id}/assignment/acceptance", AcceptAssignment.PostAsync), "AcceptAssignment", "接受指派 / The mediator accepts");
        Command(cases.MapPost("{id}/assignment/refusal", DeclineAssignment.PostAsync), "DeclineAssignment", "不接受指派 / The mediator declines");
        Command(cases.MapPost("{id}/steps/{step}/records", AddRecord.PostAsync), "AddRecord", "工作记录 / Add a record to a step", 201);
        cases.MapGet("{id}/steps/{step}/records", ListRecords.GetAsync).WithName("ListRecords")
            .WithSummary("一步的工作记录 / Records of a step, the newest first").Produces<RecordPage>();
        Command(cases.MapPost("{id}/steps/{step}/completion", CompleteStep.PostAsync), "CompleteStep", "完成一步 / Complete a step");
        Command(cases.MapPost("{id}/steps/{step}/reentry", ReenterStep.PostAsync), "ReenterStep", "重回一步 / Go back to a completed step");
        Command(cases.MapPost("{id}/method", ChooseMethod.PostAsync), "ChooseMethod", "选用工作法 / Work the case by another method");
        Command(cases.MapPost("{id}/termination", TerminateCase.PostAsync), "TerminateCase", "终止调解 / End without agreement");

        api.MapSessions();
        api.MapImpartiality();
        api.MapInvitations();
        api.MapEvidence();
        api.MapDossiers();
        api.MapForms();
        api.MapRisks();
        api.MapClocks();
        api.MapFollowUps();
        api.MapDigests();

        api.MapAgreements();
        api.MapConfirmations();
        api.MapOffline();

        app.MapAuditTrail("workflow");
    }

    private static void MapInvitations(this IEndpointRouteBuilder api)
    {
        var links = api.MapGroup("/invitations").WithTags("invitations");
        Command(links.MapPost("exchange", ExchangeCode.PostAsync), "ExchangeCode", "以邀请码换取短期令牌 / A link's code for a short token");
        Command(links.MapPost("{invitationId}/revocation", RevokeInvitation.PostAsync), "RevokeInvitation", "撤销邀请 / Revoke an invitation");

        var invited = links.MapGroup("/session").AddEndpointFilter(InvitationGuard.GuardAsync);
        invited.MapGet("", ReadBrief.GetAsync).WithName("ReadBrief").WithSummary("受邀人须知 / What an invitee may see").Produces<Brief>();
        invited.MapGet("live", FollowInvitation.GetAsync).WithName("FollowInvitation")
            .WithSummary("实时更新 / What changes, as it changes (server-sent events)");
        Command(invited.MapPost("answer", InviteeAnswer.PostAsync), "InviteeAnswer", "受邀人出席答复 / Whether the invitee comes");
        Command(
            invited.MapPost("declaration", InviteeDeclaration.PostAsync), "InviteeDeclaration",
            "受邀人利害关系申报 / The invitee declares an interest, or none", 201);
        Command(invited.MapPost("check-in", InviteeCheckIn.PostAsync), "InviteeCheckIn", "受邀人签到 / The invitee checks in");
        Command(invited.MapPost("statement", GiveStatement.PostAsync), "GiveStatement", "受邀人陈述意见 / The invitee leaves a view", 201);
        Command(invited.MapPost("sign-off", SignOffSession.PostAsync), "SignOffSession", "受邀人确认 / The invitee signs off");
        Command(invited.MapPost("delegation", DelegateInvitation.PostAsync), "DelegateInvitation", "转交同事 / A colleague takes the place", 201);
    }

    internal static void Command(RouteHandlerBuilder route, string name, string summary, int status = StatusCodes.Status200OK) =>
        route.WithName(name).WithSummary(summary).Produces(status, contentType: "application/json")
            .Produces<Problem>(StatusCodes.Status409Conflict, "application/problem+json");
}
