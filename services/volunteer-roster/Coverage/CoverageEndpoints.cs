namespace Mediation.Roster.Coverage;

internal static class CoverageEndpoints
{
    internal static void MapCoverage(this IEndpointRouteBuilder api)
    {
        var coverage = api.MapGroup("/api/v1/coverage").WithTags("Coverage").ProducesProblem(400);
        coverage.MapGet("/", ReadCoverage.HandleAsync).WithName("ReadCoverage")
            .WithSummary("How many villages and courtyards of an area have whom they must have").Produces<CoverageRead>().ProducesProblem(403);
        coverage.MapPost("/units", EnterUnit.HandleAsync).WithName("EnterUnit")
            .WithSummary("Enter a village or a courtyard; entered twice it is one").Produces<UnitAnswer>(201).ProducesProblem(403);
        coverage.MapPost("/units/{id}/closing", CloseUnit.HandleAsync).WithName("CloseUnit")
            .WithSummary("The unit is no more").Produces<UnitAnswer>().ProducesProblem(404).ProducesProblem(412).ProducesProblem(428);
    }
}
