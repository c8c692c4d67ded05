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
        return answer is null ? Problem.From(http, refusal!)
            : format == ExportFormat.Json ? Tagged(http, answer, query.AsOf is null ? answer.AsOf : null)
            : Tagged(http, answer with { AsOf = query.AsOf ?? default }, format, () => Export.File(http, format, Export.NameOf(query), FigureTable.Of(answer), metric));
    }

    internal static Refusal UnknownMetric(string? code) => code == Registry.Comparison ? QueryRefusals.IsComparison : Refusal.Unknown("metric");

    /// <summary>JSON, or nothing to one who has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="moment">When it was asked for, which the tag is not of: it changes when, and only when, a figure does. Null where the question names its own.</param>
    internal static IResult Tagged<T>(HttpContext http, T answer, DateTimeOffset? moment)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, ServiceJson.Options);
        var written = moment is { } at ? JsonSerializer.SerializeToUtf8Bytes(at, ServiceJson.Options) : [];
        var place = moment is null ? 0 : json.AsSpan().IndexOf(written);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(json, 0, place);
        hash.AppendData(json.AsSpan(place + written.Length));
        return Known(http, $"W/\"{TextOf(hash.GetHashAndReset())}\"") ?? Results.Bytes(json, "application/json; charset=utf-8");
    }

    /// <summary>A file, or nothing to one who has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="stable">Of the answer what the tag is of.</param>
    /// <param name="format">Each form has a tag of its own.</param>
    /// <param name="send">Makes the file.</param>
    internal static IResult Tagged<T>(HttpContext http, T stable, ExportFormat format, Func<IResult> send) =>
        Known(http, $"W/\"{TextOf(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(stable, ServiceJson.Options)))}-{format.Extension()}\"") ?? send();

    private static string TextOf(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 8));

    private static IResult? Known(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return http.Request.Headers.IfNoneMatch.Any(sent => sent is not null && sent.Split(',').Any(one => one.Trim() is "*" || one.Trim() == tag))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : null;
    }
}
