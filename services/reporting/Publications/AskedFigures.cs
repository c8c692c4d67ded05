using System.Text.Json;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Publications;

/// <summary>Asks the questions of a publication; one that cannot be answered refuses them all. Thread-safe.</summary>
internal sealed class AskedFigures(Answers answers)
{
    internal const int Most = 20;

    /// <summary>Only what the whole issuing area may see is published, so that whoever reads it sees nothing of others.</summary>
    private static readonly FieldError OutsideArea = new("area", "outsideArea", "不在发布辖区内", "Lies outside the issuing area");

    private static readonly FieldError OneAsOf = new("asOf", "notHere", "时点对整份报告给出", "Given once for the whole publication");
    private static readonly FieldError NoOutsider = new("asOutsider", "notHere", "发布须在本辖区内", "Figures of the own area are published");

    /// <summary>The answers as JSON, and the questions with what they left open written out.</summary>
    internal async Task<(PublishedFigures?, Refusal?)> AskAsync(
        IReadOnlyList<QueryMetrics.Question> questions, AreaCode area, string? asOf, RowScope scope, DateTimeOffset now, CancellationToken cancellation)
    {
        var errors = new List<FieldError>();
        var asked = new List<QueryMetrics.Question>();
        var given = new List<MetricAnswer>();
        foreach (var (i, question) in questions.Index())
        {
            var (answer, bad) = await AnswerAsync(question, area, asOf, scope, now, cancellation);
            errors.AddRange(bad.Select(e => e with { Field = e.Field == "asOf" && question.AsOf is null ? "asOf" : $"questions[{i}].{e.Field}" }));
            if (answer is not null)
            {
                given.Add(answer);
                asked.Add(question with { Area = answer.Area, From = $"{answer.From:yyyy-MM-dd}", To = $"{answer.To:yyyy-MM-dd}" });
            }
        }

        var check = new Refusal("body.invalid", "提交的内容有误", "The request has invalid fields") { Status = StatusCodes.Status400BadRequest, Errors = errors };
        return errors.Count > 0
            ? (null, check)
            : (new PublishedFigures(asked, given[0].AsOf, JsonSerializer.SerializeToUtf8Bytes(given, ServiceJson.Options)), null);
    }

    private async Task<(MetricAnswer?, IReadOnlyList<FieldError>)> AnswerAsync(
        QueryMetrics.Question question, AreaCode area, string? asOf, RowScope scope, DateTimeOffset now, CancellationToken cancellation)
    {
        if (Registry.Find(question.Metric) is not { } metric)
        {
            return (null, [new("metric", "unknown", "没有该指标", "No such metric")]);
        }

        if (question.AsOf is not null || question.AsOutsider is not null)
        {
            return (null, [question.AsOf is not null ? OneAsOf : NoOutsider]);
        }

        var parameters = new QueryParameters(name => name switch
        {
            "asOf" => asOf,
            "area" => question.Area ?? area.Value,
            _ => question.Parameter(name),
        });
        var (query, bad) = parameters.Read(metric, now);
        if (query is not null && (query.Area is not { } of || !area.Contains(of)))
        {
            return (null, [OutsideArea]);
        }

        var (answer, refusal) = query is null ? (null, bad) : await answers.AnswerAsync(query, scope, now, cancellation);
        return (answer, refusal is null ? [] : refusal.Errors.Count > 0 ? refusal.Errors : [new("metric", refusal.Code, refusal.Zh, refusal.En)]);
    }
}

/// <param name="Questions">As they are asked again.</param>
/// <param name="AsOf">As of when they are.</param>
/// <param name="Answers">A JSON array, an answer for each, as the metrics' own route gives it.</param>
internal sealed record PublishedFigures(IReadOnlyList<QueryMetrics.Question> Questions, DateTimeOffset AsOf, byte[] Answers);
