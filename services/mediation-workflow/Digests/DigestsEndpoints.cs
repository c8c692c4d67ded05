namespace Mediation.Workflow.Digests;

/// <summary>Routes of digests.</summary>
internal static class DigestsEndpoints
{
    internal static void MapDigests(this IEndpointRouteBuilder api) => api.MapGroup("/digests").WithTags("digests")
        .MapGet("", ReadDigests.GetAsync).WithName("ListDigests").WithSummary("每日摘要 / A mediator's own daily digests").Produces<DigestPage>();
}
