namespace Mediation.Workflow.Offline;

/// <summary>Catching up after being offline.</summary>
internal static class OfflineEndpoints
{
    internal static void MapOffline(this IEndpointRouteBuilder api) =>
        api.MapPost("/sync", SyncCommands.PostAsync).WithTags("offline").WithName("SyncCommands")
            .WithSummary("离线补传 / Commands given while offline, each answered by itself").Produces<SyncResult>();

    /// <summary>Call it first, and <c>UseRouting</c> behind it: what is sent within finds its route there.</summary>
    internal static void UseInnerRequests(this WebApplication app) =>
        ((IApplicationBuilder)app).Use(app.Services.GetRequiredService<InnerRequests>().Hold);
}
