namespace Mediation.Workflow.Clocks;

/// <summary>Routes of clocks.</summary>
internal static class ClocksEndpoints
{
    internal static void MapClocks(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("clocks");
        Endpoints.Command(cases.MapPost("{id}/clocks/{clock}/extension", ExtendClock.PostAsync), "ExtendClock", "延长期限 / Extend a clock by consent", 201);
        Endpoints.Command(cases.MapPost("{id}/clocks/{clock}/pause", PauseClock.PostAsync), "PauseClock", "中止计算期限 / A clock stands still for an appraisal");
        Endpoints.Command(cases.MapPost("{id}/clocks/{clock}/resumption", ResumeClock.PostAsync), "ResumeClock", "恢复计算期限 / The clock runs again");
        Endpoints.Command(cases.MapPost("{id}/delegation", RecordDelegation.PostAsync), "RecordDelegation", "法院委派、委托方式 / How the court handed it over");
    }
}
