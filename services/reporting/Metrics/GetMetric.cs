using System.Security.Cryptography;
using System.Text.Json;
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
                "asOutsider (true: about an area that yours lies in, without its small cells)")
            .Produces<MetricAnswer>()
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
        var (query, bad) = QueryParameters.Read(metric, http.Request.Query, now);
        if (query is null)
        {
            return Problem.From(http, bad!);
        }

        var (answer, refusal) = await answers.AnswerAsync(query, Admission.Of(http).Scope, now, cancellation);
        return answer is null ? Problem.From(http, refusal!) : Tagged(http, answer, answer with { AsOf = query.AsOf ?? default });
    }

    internal static Refusal UnknownMetric(string? code) => code == Registry.Comparison ? QueryRefusals.IsComparison : Refusal.Unknown("metric");

    /// <summary>The answer, or nothing to one who has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="answer">What is sent.</param>
    /// <param name="stable">Of it what the tag is of: not the moment it was asked for, so that it changes when, and only when, a figure does.</param>
    internal static IResult Tagged<T>(HttpContext http, T answer, T stable)
    {
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(stable, ServiceJson.Options)).AsSpan(0, 8))}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        return http.Request.Headers.IfNoneMatch.Any(sent => sent is not null && sent.Split(',').Any(one => one.Trim() is "*" || one.Trim() == tag))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(answer, ServiceJson.Options);
    }
}
