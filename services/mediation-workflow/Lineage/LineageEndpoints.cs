namespace Mediation.Workflow.Lineage;

internal static class LineageEndpoints
{
    internal static void MapLineage(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("lineage");
        Endpoints.Command(cases.MapPost("{id}/incidents", RecordIncident.PostAsync), "RecordIncident", "历史纠纷 / An earlier incident", 201);
        Endpoints.Command(
            cases.MapPost("{id}/parties/{partyId}/succession", SucceedParty.PostAsync), "SucceedParty", "当事人变更 / Heirs step into a party's place", 201);
        Endpoints.Command(cases.MapPost("{id}/links", LinkCases.PostAsync), "LinkCases", "关联案件 / Link two cases", 201);
        Endpoints.Command(cases.MapPost("{id}/links/{otherId}/removal", UnlinkCases.PostAsync), "UnlinkCases", "取消关联 / Undo a link that was a mistake");
    }
}
