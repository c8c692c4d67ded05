using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Publications;

internal static class PublicationEndpoints
{
    internal static void MapPublications(this IEndpointRouteBuilder app)
    {
        var publications = app.MapGroup("/api/v1/publications").WithTags("Publications");
        Refusing(publications.MapGet("", ReadPublication.ListAsync), "ListPublications", "已发布的报告 / Publications of an area, ordered by id")
            .Produces<ListPage<PublicationListed>>();
        Refusing(publications.MapPost("", PublishFigures.PostAsync), "PublishFigures", "发布 / Freeze figures as a report with a number")
            .Produces<PublicationAnswer>(StatusCodes.Status201Created);
        Refusing(publications.MapGet("{id}", ReadPublication.GetAsync), "ReadPublication", "报告 / The newest revision, with all there are")
            .Produces<PublicationRead>();
        Refusing(
            publications.MapGet("{id}/revisions/{revision}", ReadPublication.RevisionAsync), "ReadPublicationRevision",
            "某次修订 / A revision as it was given, with what it changed")
            .Produces<PublicationRead>();
        Refusing(publications.MapPost("{id}/revisions", RevisePublication.PostAsync), "RevisePublication", "修订 / Ask the same anew, with a reason")
            .Produces<PublicationAnswer>(StatusCodes.Status201Created);
    }

    internal static void AddPublications(this IServiceCollection services) => services.AddSingleton<AskedFigures>();

    private static RouteHandlerBuilder Refusing(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
        .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
}
