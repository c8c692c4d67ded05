using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>Several questions at once, for a page that shows many figures. Each is answered or refused by itself.</summary>
internal static class QueryMetrics
{
    private const int Most = 20;

    internal static void MapQueryMetrics(this IEndpointRouteBuilder metrics) =>
        metrics.MapPost("/query", AnswerAsync)
            .WithName("QueryMetrics")
            .WithSummary($"Up to {Most} questions at once; one that is refused does not keep the others from their answers")
            .Produces<Batch>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json");

    private static async Task<IResult> AnswerAsync(Questions body, HttpContext http, Answers answers, TimeProvider clock, CancellationToken cancellation)
    {
        var check = new FieldCheck().That(body.Items.Count is > 0 and <= Most, "items", "outOfRange", $"一次1至{Most}个问题", $"1 to {Most} questions");
        if (check.Refusal is { } refusal)
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

        return Results.Json(new Batch(items), ServiceJson.Options);
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
