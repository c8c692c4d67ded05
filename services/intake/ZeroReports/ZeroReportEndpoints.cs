using Mediation.ServiceDefaults;

namespace Mediation.Intake.ZeroReports;

internal static class ZeroReportEndpoints
{
    internal static void MapZeroReports(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("/api/v1/zero-reports").WithTags("ZeroReports").ProducesProblem(400);
        reports.MapPost("/", FileZeroReport.HandleAsync).WithName("FileZeroReport")
            .WithSummary("Nothing was found in a grid that day; said twice it is one report").Produces<ZeroReportAnswer>(201).ProducesProblem(403).ProducesProblem(409);
        reports.MapGet("/", ListZeroReports.HandleAsync).WithName("ListZeroReports")
            .WithSummary("List zero reports by area and day").Produces<ListPage<ZeroReportAnswer>>();
        reports.MapGet("/missing", ListMissingGrids.HandleAsync).WithName("ListMissingGrids")
            .WithSummary("Grids from which neither a lead nor a zero report came on a day").Produces<MissingGridsPage>().ProducesProblem(403);
        reports.MapPost("/grids", SetGrids.HandleAsync).WithName("SetGrids")
            .WithSummary("Which grids a village has from a day on").Produces<GridsAnswer>().ProducesProblem(403).ProducesProblem(409);
    }
}
