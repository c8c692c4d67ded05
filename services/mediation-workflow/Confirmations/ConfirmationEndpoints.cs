using static Mediation.Workflow.Agreements.AgreementEndpoints;

namespace Mediation.Workflow.Confirmations;

/// <summary>Routes of judicial confirmation, below the agreement's.</summary>
internal static class ConfirmationEndpoints
{
    internal static void MapConfirmations(this IEndpointRouteBuilder api)
    {
        var of = api.MapGroup("/agreements/{id}").WithTags("confirmations");
        of.MapGet("confirmation-check", ReadConfirmation.CheckAsync).WithName("CheckConfirmation")
            .WithSummary("司法确认预审 / Whether a court can confirm it, and until when").Produces<CheckResult>();
        Command(of.MapPost("confirmations", SeekConfirmation.PostAsync), "SeekConfirmation", "共同申请司法确认 / All parties seek confirmation", 201);
        of.MapGet("confirmations/{cid}", ReadConfirmation.GetAsync).WithName("ReadConfirmation")
            .WithSummary("司法确认申请 / An application with its packet").Produces<ConfirmationView>();
        Command(of.MapPost("confirmations/{cid}/attachments", AttachPaper.PostAsync), "AttachPaper", "附件 / A paper into the packet", 201);
        Command(of.MapPost("confirmations/{cid}/submission", SubmitConfirmation.PostAsync), "SubmitConfirmation", "提交法院 / Handed in at the court");
        Command(of.MapPost("confirmations/{cid}/ruling", RecordRuling.PostAsync), "RecordRuling", "裁定结果 / What became of it");
    }
}
