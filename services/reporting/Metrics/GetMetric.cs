using System.Security.Cryptography;
using System.Text.Json;
using Mediation.Reporting.Exports;
using Mediation.ServiceDefaults;
using Microsoft.Net.Http.Headers;

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

    private static async Task<IResult> AnswerAsync(string code, HttpContext http, Answers answers, TimeProvider clock, CancellationToken cancellation)
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

        var (answer, refusal) = await answers.AnswerAsync(query, Admission.Of(http).Scope, now, cancellation);
        return answer is null ? Problem.From(http, refusal!) : Tagged(http, answer with { AsOf = query.AsOf ?? default }, format, () => format == ExportFormat.Json
            ? Results.Json(answer, ServiceJson.Options)
            : Export.File(http, format, Export.NameOf(query), FigureTable.Of(answer), metric));
    }

    internal static Refusal UnknownMetric(string? code) => code == Registry.Comparison ? QueryRefusals.IsComparison : Refusal.Unknown("metric");

    /// <summary>JSON, or nothing to one who has it already.</summary>
    /// <inheritdoc cref="Tagged{T}(HttpContext, T, ExportFormat, Func{IResult})"/>
    internal static IResult Tagged<T>(HttpContext http, T answer, T stable) =>
        Tagged(http, stable, ExportFormat.Json, () => Results.Json(answer, ServiceJson.Options));

    /// <summary>The answer, or nothing to one who has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="stable">Of the answer what the tag is of: not the moment it was asked for, so that it changes when, and only when, a figure does.</param>
    /// <param name="format">Each form has a tag of its own.</param>
    /// <param name="send">Makes the answer.</param>
    internal static IResult Tagged<T>(HttpContext http, T stable, ExportFormat format, Func<IResult> send)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(stable, ServiceJson.Options)).AsSpan(0, 8));
        var tag = format == ExportFormat.Json ? $"W/\"{hash}\"" : $"W/\"{hash}-{format.Extension()}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return http.Request.Headers.IfNoneMatch.Any(sent => sent is not null && sent.Split(',').Any(one => one.Trim() is "*" || one.Trim() == tag))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : send();
    }
}
