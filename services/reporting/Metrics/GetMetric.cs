using System.Security.Cryptography;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Exports;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>A metric's figure, with its definition.</summary>
internal static class GetMetric
{
    internal static void MapGetMetric(this IEndpointRouteBuilder metrics) =>
        metrics.MapGet("/{code}", AnswerAsync)
            .WithName("GetMetric")
            .WithSummary(
                "A metric's figure with its definition. Query: area (code, or all), from and to (days of Asia/Shanghai, both inclusive; " +
                "the year to date), groupBy (one or two of what the metric's definition lists, with a comma; areas and months with zero rows), " +
                "asOf (a past instant), compare (previous, year) or compareFrom and compareTo, populationKind (registered, resident), " +
                "asOutsider (true: about an area that yours lies in, without its small cells), format (json, csv, xlsx; or by Accept)")
            .Produces<MetricAnswer>()
            .Asked()
            .Exported()
            .Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");

    private static async Task<IResult> AnswerAsync(
        string code, HttpContext http, Answers answers, GivenAnswers given, TimeProvider clock, CancellationToken cancellation)
    {
        if (Registry.Find(code) is not { } metric)
        {
            return Problem.From(http, UnknownMetric(code));
        }

        var now = clock.GetUtcNow();
        var (format, unknown) = ExportFormats.Read(http.Request);
        var (query, bad) = QueryParameters.Read(metric, http.Request.Query, now, ExportFormats.Parameter);
        if (query is null || unknown is not null)
        {
            return Problem.From(http, bad ?? unknown!);
        }

        var scope = Admission.Of(http).Scope;
        if (format == ExportFormat.Json)
        {
            return await JsonAsync(http, query, scope, answers, given, now, cancellation);
        }

        var (answer, refusal) = await answers.AnswerAsync(query, scope, now, cancellation);
        return answer is null ? Problem.From(http, refusal!)
            : Tagged(http, answer with { AsOf = query.AsOf ?? default }, format, () => Export.File(http, format, Export.NameOf(query), FigureTable.Of(answer), metric));
    }

    private static async Task<IResult> JsonAsync(
        HttpContext http, MetricQuery query, RowScope scope, Answers answers, GivenAnswers given, DateTimeOffset now, CancellationToken cancellation)
    {
        DateTimeOffset? moment = query.AsOf is null ? now : null;
        Refusal? refusal = null;
        var written = await given.FindAsync(
            $"{http.Request.Path}{http.Request.QueryString}", scope, ChinaTime.DayOf(now),
            async () =>
            {
                (var answer, refusal) = await answers.AnswerAsync(query, scope, now, cancellation);
                return answer is null ? null : WrittenAnswer.Of(answer, moment);
            },
            cancellation);
        return written?.To(http, moment) ?? Problem.From(http, refusal!);
    }

    internal static Refusal UnknownMetric(string? code) => code == Registry.Comparison ? QueryRefusals.IsComparison : Refusal.Unknown("metric");

    /// <summary>JSON, or nothing to one who has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="moment">When it was asked for; null where the question names its own.</param>
    internal static IResult Tagged<T>(HttpContext http, T answer, DateTimeOffset? moment) => WrittenAnswer.Of(answer, moment).To(http, moment);

    /// <summary>A file, or nothing to one who has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="stable">Of the answer what the tag is of.</param>
    /// <param name="format">Each form has a tag of its own.</param>
    /// <param name="send">Makes the file.</param>
    internal static IResult Tagged<T>(HttpContext http, T stable, ExportFormat format, Func<IResult> send)
    {
        var hash = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(stable, ServiceJson.Options));
        return WrittenAnswer.Known(http, $"W/\"{WrittenAnswer.TextOf(hash)}-{format.Extension()}\"") ?? send();
    }
}
