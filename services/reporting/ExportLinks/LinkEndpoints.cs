using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.ExportLinks;

/// <summary>Signed links for scheduled pulls.</summary>
internal static class LinkEndpoints
{
    internal static void MapExportLinks(this IEndpointRouteBuilder app)
    {
        var exports = app.MapGroup("/api/v1/exports").WithTags("Exports");
        exports.MapPost("/links", MakeLink.PostAsync).WithName("MakeExportLink")
            .WithSummary("建立定时提取链接 / A signed link to one answer, for a scheduler without a token; at most ninety days")
            .Produces<LinkView>(StatusCodes.Status201Created).Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
        exports.MapGet("/links", ListLinks.GetAsync).WithName("ListExportLinks").WithSummary("本人的链接 / Your own links").Produces<ListPage<LinkView>>();
        exports.MapDelete("/links/{id}", RevokeLink.DeleteAsync).WithName("RevokeExportLink").WithSummary("撤销链接 / End a link")
            .Produces<LinkView>().Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
        exports.MapGet("/pulls/{id}", PullExport.GetAsync).WithName("PullExport")
            .WithSummary("按链接提取 / What the link's question is answered now; with If-None-Match only when a figure changed")
            .Produces<MetricAnswer>().AsFile().Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status403Forbidden, "application/problem+json").Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");
    }

    /// <summary>Call it first, and <c>UseRouting</c> behind it: what is asked within finds its route there.</summary>
    internal static void UsePulls(this WebApplication app) => ((IApplicationBuilder)app).Use(app.Services.GetRequiredService<Pulls>().Hold);
}
