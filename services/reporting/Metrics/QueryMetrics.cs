using Mediation.Reporting.Exports;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>Several questions at once, for a page that shows many figures. Each is answered or refused by itself.</summary>
internal static class QueryMetrics
{
    private const int Most = 20;

    internal static void MapQueryMetrics(this IEndpointRouteBuilder metrics) =>
        metrics.MapPost("/query", AnswerAsync)
            .WithName("QueryMetrics")
            .WithSummary($"Up to {Most} questions at once; one that is refused does not keep the others from their answers. Query: format (json, csv, xlsx; or by Accept); in a file all answers are one table")
            .Produces<Batch>()
            .Exported()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");

    private static async Task<IResult> AnswerAsync(Questions body, HttpContext http, Answers answers, TimeProvider clock, CancellationToken cancellation)
    {
        var check = new FieldCheck().That(body.Items.Count is > 0 and <= Most, "items", "outOfRange", $"一次1至{Most}个问题", $"1 to {Most} questions");
        var (format, unknown) = ExportFormats.Read(http.Request);
        if ((check.Refusal ?? unknown) is { } refusal)
        {
            return Problem.From(http, refusal);
        }

        var now = clock.GetUtcNow();
        var items = new List<Item>();
        foreach (var question in body.Items)
        {
            var (answer, bad) = await AnswerOneAsync(question, http, answers, now, cancellation);
            items.Add(new Item(answer, bad is null ? null : Problem.Of(http, bad)));
        }

        return format == ExportFormat.Json ? Results.Json(new Batch(items), ServiceJson.Options) : File(http, format, items);
    }

    // A file has no place for a refusal among figures, and one that silently lacks some would mislead: then it is refused as a whole.
    private static IResult File(HttpContext http, ExportFormat format, List<Item> items)
    {
        if (items.Find(item => item.Problem is not null)?.Problem is { } problem)
        {
            return Results.Json(problem, ServiceJson.Options, "application/problem+json", problem.Status);
        }

        var answers = items.ConvertAll(item => item.Answer!);
        return Export.File(http, format, "metrics", FigureTable.Of(answers), answers.Select(a => Registry.Find(a.Metric)!));
    }

    private static async Task<(MetricAnswer?, Refusal?)> AnswerOneAsync(
        Question question, HttpContext http, Answers answers, DateTimeOffset now, CancellationToken cancellation)
    {
        if (Registry.Find(question.Metric) is not { } metric)
        {
            return (null, GetMetric.UnknownMetric(question.Metric));
        }

        var (query, bad) = new QueryParameters(question.Parameter).Read(metric, now);
        return query is null ? (null, bad) : await answers.AnswerAsync(query, Admission.Of(http).Scope, now, cancellation);
    }

    internal sealed record Questions(IReadOnlyList<Question> Items);

    /// <summary>As the query string of one metric.</summary>
    internal sealed record Question(
        string Metric, string? Area = null, string? From = null, string? To = null, string? GroupBy = null, string? AsOf = null,
        string? Compare = null, string? CompareFrom = null, string? CompareTo = null, string? PopulationKind = null, string? AsOutsider = null)
    {
        internal string? Parameter(string name) => name switch
        {
            "area" => Area,
            "from" => From,
            "to" => To,
            "groupBy" => GroupBy,
            "asOf" => AsOf,
            "compare" => Compare,
            "compareFrom" => CompareFrom,
            "compareTo" => CompareTo,
            "populationKind" => PopulationKind,
            "asOutsider" => AsOutsider,
            _ => null,
        };
    }

    /// <summary>In the order of the questions.</summary>
    internal sealed record Batch(IReadOnlyList<Item> Items);

    /// <summary>One of both.</summary>
    internal sealed record Item(MetricAnswer? Answer, Problem? Problem);
}
