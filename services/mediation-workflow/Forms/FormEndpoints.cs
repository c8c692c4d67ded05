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

    internal static void AddForms(this WebApplicationBuilder builder)
    {
        builder.Services.AddTransient<CallersQuestions>();
        builder.Services.AddTransient<PrintFactsReader>();
        foreach (var (name, setting) in ((string, string)[])[(CallersQuestions.Intake, "Services:Intake"), (CallersQuestions.Roster, "Services:Roster")])
        {
            builder.Services.AddHttpClient(name, client =>
            {
                client.Timeout = TimeSpan.FromSeconds(2);
                client.MaxResponseContentBufferSize = 1024 * 1024;
                // Without an address there are lines to write on.
                client.BaseAddress = builder.Configuration[setting] is { Length: > 0 } address ? new Uri(address) : null;
            });
        }
    }

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
