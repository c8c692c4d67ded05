using Mediation.ServiceDefaults;

namespace Mediation.Roster.Activities;

internal static class ActivityEndpoints
{
    internal static void MapActivities(this IEndpointRouteBuilder api)
    {
        var activities = api.MapGroup("/api/v1/activities").WithTags("Activities").ProducesProblem(400);
        activities.MapPost("/", RecordActivity.HandleAsync).WithName("RecordActivity")
            .WithSummary("Record what was done on a day, by whom and for how long").Produces<ActivityAnswer>(201).ProducesProblem(403);
        activities.MapGet("/", ReadActivities.ListAsync).WithName("ListActivities")
            .WithSummary("List activities by area, team and day, without titles").Produces<ListPage<ActivityRead>>();
        activities.MapGet("/{id}", ReadActivities.GetAsync).WithName("GetActivity")
            .WithSummary("Read an activity").Produces<ActivityRead>().Produces(304).ProducesProblem(404);
        activities.MapPost("/{id}/withdrawal", WithdrawActivity.HandleAsync).WithName("WithdrawActivity")
            .WithSummary("It counts no more, and stays on record").Produces<ActivityAnswer>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
    }
}
