using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Recurrences;

internal static class RecurrenceEndpoints
{
    internal static void MapRecurrences(this IEndpointRouteBuilder app)
    {
        var recurrences = app.MapGroup("/api/v1/recurrences").WithTags("Recurrences");
        recurrences.MapGet("", ListRecurrences.HandleAsync).WithName("ListRecurrences")
            .WithSummary(
                "Disputes that came back in a period, by masked numbers. Query: area, from and to (of the last return), after, limit")
            .Produces<ListPage<Recurrence>>().ProducesProblem(400).ProducesProblem(404);
        recurrences.MapGet("suggestions", SuggestRecurrences.HandleAsync).WithName("SuggestRecurrences")
            .WithSummary(
                "Disputes registered in a period, whose parties share two phones with a dispute of the same village that was closed "
                + "within the 90 days before, and which nobody has linked. Query: area (a county or smaller), from, to, after, limit")
            .Produces<ListPage<SuggestedRecurrence>>().ProducesProblem(400).ProducesProblem(404);
    }
}
