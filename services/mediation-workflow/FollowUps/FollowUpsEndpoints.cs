namespace Mediation.Workflow.FollowUps;

/// <summary>Routes of follow-ups.</summary>
internal static class FollowUpsEndpoints
{
    internal static void MapFollowUps(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("follow-ups");
        Endpoints.Command(cases.MapPost("{id}/follow-ups", RecordFollowUp.PostAsync), "RecordFollowUp", "回访 / Record a follow-up visit", 201);
    }
}
