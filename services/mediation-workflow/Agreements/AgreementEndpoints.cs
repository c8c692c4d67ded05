using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>Routes of agreements and of what is done under them.</summary>
internal static class AgreementEndpoints
{
    internal static void MapAgreements(this IEndpointRouteBuilder api)
    {
        Command(api.MapPost("/cases/{id}/agreements", DraftAgreement.PostAsync).WithTags("cases"), "DraftAgreement", "拟定调解协议 / Draft or register an agreement", 201);

        var agreements = api.MapGroup("/agreements").WithTags("agreements");
        agreements.MapGet("{id}", ReadAgreement.GetAsync).WithName("ReadAgreement").WithSummary("调解协议 / An agreement").Produces<AgreementView>();
        agreements.MapGet("{id}/lint", ReadLint.GetAsync).WithName("ReadLint").WithSummary("协议检查 / What to look at again before signing").Produces<LintResult>();
        Command(agreements.MapPost("{id}/wording", RedraftAgreement.PostAsync), "RedraftAgreement", "修改协议稿 / Word a draft anew");
        Command(agreements.MapPost("{id}/withdrawal", WithdrawAgreement.PostAsync), "WithdrawAgreement", "撤回协议稿 / Withdraw a draft");
        Command(agreements.MapPost("{id}/signatures", SignAgreement.PostAsync), "SignAgreement", "签署 / Sign an agreement", 201);
        Command(agreements.MapPost("{id}/signing-refusal", RefuseToSign.PostAsync), "RefuseToSign", "拒绝签署 / A party refuses to sign");

        agreements.MapGet("{id}/performance", ReadPerformance.GetAsync).WithName("ReadPerformance")
            .WithSummary("履行情况 / How far it is performed as of a day").Produces<PerformanceView>();
        Command(
            agreements.MapPost("{id}/obligations/{oid}/performances", RecordPerformance.PostAsync), "RecordPerformance", "登记履行 / Record a performance", 201);
        Command(
            agreements.MapPost("{id}/obligations/{oid}/performances/{performanceId}/correction", CorrectPerformance.PostAsync), "CorrectPerformance",
            "更正履行记录 / Correct a wrong entry of performance", 201);
        Command(agreements.MapPost("{id}/obligations/{oid}/urgings", LogUrging.PostAsync), "LogUrging", "督促履行 / Log an urging", 201);
        Command(agreements.MapPost("{id}/obligations/{oid}/breaches", ReportBreach.PostAsync), "ReportBreach", "未履行 / Report a breach", 201);
    }

    internal static void Command(RouteHandlerBuilder route, string name, string summary, int status = StatusCodes.Status200OK) =>
        route.WithName(name).WithSummary(summary).Produces(status, contentType: "application/json")
            .Produces<Problem>(StatusCodes.Status409Conflict, "application/problem+json");
}
