using Mediation.Reporting.Spreadsheets;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

internal static class SheetEndpoints
{
    internal static void MapSheets(this IEndpointRouteBuilder app)
    {
        var sheets = app.MapGroup("/api/v1/sheets/{sheet}").WithTags("Sheets");
        Answers(sheets.MapGet("", ReadSheet.GetAsync), "ReadSheet",
            "官方报表 / The official sheet S1, S2 or S3 of an area and month: frozen when it is closed, as it stands otherwise. format: json, xlsx, pdf");
        Listed(sheets.MapGet("closings", ListClosings.HandleAsync), "ListClosings", "结账清单 / Closed sheets of an area, ordered by id")
            .Produces<ListPage<ClosingListed>>();
        Command(sheets.MapPost("closings", CloseSheet.PostAsync), "CloseSheet", "结账 / Close the sheet of an area and month, once every area below has");
        Listed(sheets.MapGet("closings/{id}", ReadClosing.GetAsync), "ReadClosing", "结账及其更正 / A closing with its corrections").Produces<ClosingRead>();
        Answers(sheets.MapGet("closings/{id}/revisions/{revision}", ReadClosing.RevisionAsync), "ReadClosedSheet",
            "某次结账的报表 / The sheet as it was closed or corrected, with the cells that changed. format: json, xlsx, pdf");
        Command(
            sheets.MapPost("closings/{id}/revisions", CorrectSheet.PostAsync), "CorrectSheet",
            "更正 / Read the figures anew, with a reason; what was closed stays readable");
    }

    internal static void AddSheets(this IServiceCollection services) =>
        services.AddSingleton<SheetReader>().AddSingleton<PdfPrinter>();

    private static void Answers(RouteHandlerBuilder route, string name, string summary) => Listed(route, name, summary)
        .Produces<SheetAnswer>()
        .Produces(StatusCodes.Status200OK, contentType: Workbook.MediaType)
        .Produces(StatusCodes.Status200OK, contentType: SheetFile.Pdf)
        .Produces<Problem>(StatusCodes.Status409Conflict, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");

    private static RouteHandlerBuilder Listed(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");

    private static void Command(RouteHandlerBuilder route, string name, string summary) => Listed(route, name, summary)
        .Produces<ClosingAnswer>(StatusCodes.Status201Created)
        .Produces<Problem>(StatusCodes.Status409Conflict, "application/problem+json");
}
