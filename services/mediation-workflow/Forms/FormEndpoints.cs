using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Forms;

internal static class FormEndpoints
{
    private const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    internal static void MapForms(this IEndpointRouteBuilder api)
    {
        api.MapGet("/cases/{id}/forms/{form}.docx", GetAsync).WithTags("dossier").WithName("PrintForm")
            .WithSummary("打印文书 / A form of the dossier as DOCX").Produces(StatusCodes.Status200OK, contentType: Docx);
    }

    internal static void AddForms(this IServiceCollection services) => services.AddTransient<PrintFactsReader>();

    private static async Task<IResult> GetAsync(HttpContext http, Guid id, string form, PrintFactsReader reader)
    {
        if (FormCatalog.Find(form) is not { } wanted)
        {
            return Problem.From(http, Refusal.Unknown("form"));
        }

        if (await reader.FindAsync(http, id, names: true) is not { } facts)
        {
            return Problem.From(http, Refusal.Unknown("case"));
        }

        http.Response.Headers.CacheControl = "private, no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(DocxRenderer.Render(wanted.Papers(facts), facts.Case.CaseNumber), Docx, $"{wanted.Title}.docx");
    }
}
