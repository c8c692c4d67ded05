using Mediation.Contracts;
using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Heat;

/// <summary>M01 of the areas below by month, and per thousand households.</summary>
internal static class GetHeat
{
    private static readonly Metric Accepted = Registry.Find("M01")!;
    private static readonly Metric People = Registry.Find("M22")!;

    internal static void MapHeat(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/heat", HandleAsync).WithName("GetHeat").WithTags("Heat")
        .WithSummary(
            "Disputes accepted in the areas below by month, and per thousand households where they are known. Query: area, from, to, type (a type or "
            + "class of types), populationKind, asOutsider")
        .Produces<HeatAnswer>().Produces(304).ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> HandleAsync(
        HttpContext http, string? type, AreaQuestions questions, Answers answers, CodeLists lists, TimeProvider clock,
        CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var (query, bad) = await questions.ReadAsync(http, People, now, ["area", "from", "to", "populationKind", "asOutsider"], "type");
        bad ??= await RefuseAsync(lists, type, now, cancellation);
        if (bad is not null)
        {
            return Problem.From(http, bad);
        }

        var scope = Admission.Of(http).Scope;
        var asked = query! with { Metric = Accepted, GroupBy = [Grouping.Area, Grouping.Month], Type = type };
        var (accepted, noCounts) = await answers.AnswerAsync(asked, scope, now, cancellation);
        var (people, noPeople) = await answers.AnswerAsync(query with { GroupBy = [Grouping.Area] }, scope, now, cancellation);
        if ((noCounts ?? noPeople) is { } refusal)
        {
            return Problem.From(http, refusal);
        }

        var answer = HeatAnswer.Of(asked, accepted!, people!);
        return GetMetric.Tagged(http, answer, answer.AsOf);
    }

    private static async Task<Refusal?> RefuseAsync(CodeLists lists, string? type, DateTimeOffset now, CancellationToken cancellation) =>
        type is null || await lists.FindAsync(ReportingService.DisputeTypes, type, ChinaTime.DayOf(now), cancellation) is not null
            ? null
            : QueryRefusals.Bad(new FieldError("type", "unknown", "没有该纠纷类型", "No such type"));
}
