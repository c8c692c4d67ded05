namespace Mediation.Workflow.Rounds;

internal static class RoundEndpoints
{
    internal static void MapRounds(this IEndpointRouteBuilder api)
    {
        var cases = api.MapGroup("/cases").WithTags("rounds");
        Endpoints.Command(cases.MapPost("{id}/rounds", OpenRound.PostAsync), "OpenRound", "再调一轮 / Another round after a failed one", 201);
        Endpoints.Command(cases.MapPost("{id}/rebound", RecordRebound.PostAsync), "RecordRebound", "登记反弹 / A rebound after an agreement", 201);
        Endpoints.Command(cases.MapPost("{id}/remedies-notices", ServeNotice.PostAsync), "ServeNotice", "送达救济告知 / The notice of other remedies was served", 201);
    }
}
