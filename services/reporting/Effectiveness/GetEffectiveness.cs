using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Effectiveness;

/// <summary>How cases went by method, with their mix beside it. Methods are compared, never persons.</summary>
internal static class GetEffectiveness
{
    private static readonly string[] Persons = ["person", "persons", "mediator", "mediators", "mediatorId", "personId"];
    private static readonly Grouping Method = Grouping.All.First(g => g.Name == "method");
    private static readonly Metric Rate = Registry.Find("M04")!;
    private static readonly Metric Days = Registry.Find("M18")!;
    private static readonly Metric Rebound = Registry.Find("M12")!;

    private static readonly Refusal NoPersons = new(
        "effectiveness.noPersons", "只比较工作法，不对个人排名", "Methods are compared, never persons") { Status = StatusCodes.Status400BadRequest };

    private static readonly Words Caution = new(
        "各工作法承办的案件不同，原始比率不能直接比较；调整后的比率只消除已列因素的差别，且不说明任何人的能力。",
        "Methods work on different cases, so raw rates do not compare. The adjusted rate takes out the listed differences only, and says "
        + "nothing about any person.");

    internal static void MapEffectiveness(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/effectiveness", HandleAsync)
        .WithName("GetEffectiveness").WithTags("Effectiveness")
        .WithSummary(
            "Cases, success, median days and rebound by method, the case mix beside them, and the rate adjusted for it. Query: area, from, to, "
            + "groupBy (method, or method,type), asOutsider")
        .Produces<EffectivenessAnswer>().ProducesProblem(400).ProducesProblem(404);

    private static async Task<IResult> HandleAsync(
        HttpContext http, AreaQuestions questions, Answers answers, EventStore.EventStore store, TimeProvider clock, CancellationToken cancellation)
    {
        var asked = http.Request.Query["groupBy"].SelectMany(names => names?.Split(',') ?? []);
        if (asked.Any(name => Persons.Contains(name, StringComparer.OrdinalIgnoreCase)))
        {
            return Problem.From(http, NoPersons);
        }

        var now = clock.GetUtcNow();
        var (query, bad) = await questions.ReadAsync(http, Rate, now, ["area", "from", "to", "groupBy", "asOutsider"]);
        if (query is null || (bad = Refuse(query)) is not null)
        {
            return Problem.From(http, bad!);
        }

        query = query with { GroupBy = [Method, .. query.GroupBy.Where(g => g == Grouping.Type)] };
        var scope = Admission.Of(http).Scope;
        var (rate, noRate) = await answers.AnswerAsync(query, scope, now, cancellation);
        // Mixes are counted row by row.
        if (rate is null || rate.Rows > answers.MostRows)
        {
            return Problem.From(http, noRate ?? QueryRefusals.Bad(QueryRefusals.TooManyCases(answers.MostRows)));
        }

        var days = await answers.AnswerAsync(query with { Metric = Days }, scope, now, cancellation);
        var rebound = await answers.AnswerAsync(query with { Metric = Rebound }, scope, now, cancellation);
        if ((days.Item2 ?? rebound.Item2) is { } none)
        {
            return Problem.From(http, none);
        }

        var strata = await StratumReader.ReadAsync(store.ReadAs(query.Reach(scope)), query, cancellation);
        var outsider = !scope.Sees(null, query.Area?.Value ?? "");
        return Results.Json(Answer(query, new MethodFigures(rate, days.Item1!, rebound.Item1!), strata, outsider), ServiceJson.Options);
    }

    private static Refusal? Refuse(MetricQuery query) => query.GroupBy.Count == 0
        || (query.GroupBy[0] == Method && query.GroupBy.Skip(1).All(g => g == Grouping.Type))
        ? null
        : QueryRefusals.Bad(new FieldError("groupBy", "doesNotFit", "只能是 method 或 method,type", "Must be method or method,type"));

    private static EffectivenessAnswer Answer(MetricQuery query, MethodFigures figures, List<Stratum> strata, bool outsider)
    {
        var (byType, rate) = (query.GroupBy.Count > 1, figures.Rate);
        var hidden = rate.Flags.Contains(Suppression.Flag);
        return new EffectivenessAnswer(
            [FigureDefinition.Of(Rate), FigureDefinition.Of(Days), FigureDefinition.Of(Rebound)], AdjustedDefinition.Current, Caution, rate.Area,
            rate.From, rate.To, rate.AsOf, rate.GroupBy ?? "", rate.Denominator, rate.Flags, hidden ? null : CaseMix.Of(strata, outsider),
            [.. (rate.Groups ?? []).Select(g => figures.Of(g, strata, byType, outsider))])
        {
            Strata = outsider ? null : StratumAnswers.Of(strata, byType),
        };
    }
}
