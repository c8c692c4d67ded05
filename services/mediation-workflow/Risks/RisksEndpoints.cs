namespace Mediation.Workflow.Risks;

/// <summary>Routes of signals and colours.</summary>
internal static class RisksEndpoints
{
    internal static void MapRisks(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("risks");
        Endpoints.Command(cases.MapPost("{id}/signals", RecordSignal.PostAsync), "RecordSignal", "风险信号 / Record a signal of danger", 201);
        Endpoints.Command(cases.MapPost("{id}/signals/{signalId}/clearance", ClearSignal.PostAsync), "ClearSignal", "解除信号 / Clear a signal");
        Endpoints.Command(cases.MapPost("{id}/colour", OverrideColour.PostAsync), "OverrideColour", "人工调整颜色 / Give a case another colour");
        Endpoints.Command(cases.MapPost("{id}/colour/lifting", LiftOverride.PostAsync), "LiftOverride", "恢复规则颜色 / The rules' colour holds again");
    }
}
