namespace Mediation.Workflow.Escalation;

internal static class EscalationEndpoints
{
    internal static void MapEscalation(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("escalation");
        Endpoints.Command(cases.MapPost("{id}/lead-official", NameLeadOfficial.PostAsync), "NameLeadOfficial", "包案领导 / Name the lead official");
        Endpoints.Command(cases.MapPost("{id}/supervisions", OrderSupervision.PostAsync), "OrderSupervision", "督办 / Put under supervision", 201);
        Endpoints.Command(
            cases.MapPost("{id}/supervisions/{supervisionId}/answer", AnswerSupervision.PostAsync), "AnswerSupervision", "答复督办 / Answer a supervision", 201);
        Endpoints.Command(cases.MapPost("{id}/police-reports", ReportToPolice.PostAsync), "ReportToPolice", "报告公安机关 / Report danger to the police", 201);
        Endpoints.Command(cases.MapPost("{id}/police-reports/{reportId}/receipt", LogReceipt.PostAsync), "LogReceipt", "公安机关回执 / The police's receipt", 201);
        Endpoints.Command(cases.MapPost("{id}/criminal-turn", RecordCriminalTurn.PostAsync), "RecordCriminalTurn", "民转刑 / It turned criminal", 201);
    }
}
