namespace Mediation.Workflow.Risks;

/// <summary>Routes of signals and colours.</summary>
internal static class RisksEndpoints
{
    internal static void MapRisks(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("risks");
        Endpoints.Command(cases.MapPost("{id}/signals", RecordSignal.PostAsync), "RecordSignal", "风险信号 / Record a signal of danger", 201);
        Endpoints.Command(cases.MapPost("{id}/signals/{signalId}/clearance", ClearSignal.PostAsync), "ClearSignal", "解除信号 / Clear a signal");
    }
}
