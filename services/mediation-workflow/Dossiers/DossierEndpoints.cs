using Mediation.ServiceDefaults;
using Mediation.Workflow.Printing;

namespace Mediation.Workflow.Dossiers;

internal static class DossierEndpoints
{
    internal static void MapDossiers(this IEndpointRouteBuilder api)
    {
        var dossier = api.MapGroup("/cases/{id}").WithTags("dossier");
        dossier.MapGet("dossier", ReadDossier.GetAsync).WithName("ReadDossier").WithSummary("卷宗 / What fills the thirteen slots, and what is missing")
            .Produces<DossierView>();
        dossier.MapGet("dossier.html", PrintDossier.HtmlAsync).WithName("ViewDossier").WithSummary("卷宗打印页 / The dossier to print")
            .Produces(StatusCodes.Status200OK, contentType: "text/html");
        dossier.MapGet("dossier.pdf", PrintDossier.PdfAsync).WithName("PrintDossier").WithSummary("卷宗PDF / The dossier as PDF")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, "application/problem+json");
        Command(dossier.MapPost("dossier/notes", AddDossierNote.PostAsync), "AddDossierNote", "卷宗情况说明 / A note on the file", 201);
        Command(dossier.MapPost("dossier/filing", FileDossier.PostAsync), "FileDossier", "立卷归档 / File the dossier", 200);
    }

    internal static void AddDossiers(this IServiceCollection services) => services.AddSingleton<PdfPrinter>().AddSingleton<PaperPages>();

    private static void Command(RouteHandlerBuilder route, string name, string summary, int status) =>
        route.WithName(name).WithSummary(summary).Produces(status, contentType: "application/json")
            .Produces<Problem>(StatusCodes.Status409Conflict, "application/problem+json");
}
