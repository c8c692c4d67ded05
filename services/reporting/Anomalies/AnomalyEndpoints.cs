using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Anomalies;

/// <summary>Routes of anomalies.</summary>
internal static class AnomalyEndpoints
{
    internal static void MapAnomalies(this IEndpointRouteBuilder app)
    {
        var anomalies = app.MapGroup("/api/v1/anomalies").WithTags("Anomalies").ProducesProblem(400).ProducesProblem(404);
        anomalies.MapGet("/", ListAnomalies.HandleAsync).WithName("ListAnomalies")
            .WithSummary(
                "Things on file that are worth a look, none of them an accusation. Query: area, kind, month (yyyy-MM), state (open or a verdict), "
                + "after, limit; the latest periods first")
            .Produces<ListPage<AnomalyAnswer>>();
        anomalies.MapGet("/{id}", GetAnomaly.HandleAsync).WithName("GetAnomaly")
            .WithSummary("One of them with the facts behind it and every disposition").Produces<AnomalyAnswer>();
        anomalies.MapPost("/{id}/dispositions", GiveDisposition.PostAsync).WithName("GiveDisposition")
            .WithSummary("Say what becomes of it; added to what was said before").Produces<DispositionGiven>(201);
        anomalies.MapPost("/sweeps", SweepAnomalies.HandleAsync).WithName("SweepAnomalies")
            .WithSummary("Look now in a city, county or smaller for a year").Produces<SweepAnswer>();
    }
}
