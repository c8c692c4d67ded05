using System.Security.Cryptography;
using System.Text.Json;
using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>A metric's figure, with its definition.</summary>
internal static class GetMetric
{
    private const int MostGroups = 600;

    internal static void MapGetMetric(this IEndpointRouteBuilder metrics) =>
        metrics.MapGet("/{code}", AnswerAsync)
            .WithName("GetMetric")
            .WithSummary(
                "A metric's figure with its definition. Query: area (code, or all), from and to (days of Asia/Shanghai, both inclusive; " +
                "the year to date), groupBy (area, month, quarter, year, type, justiceType, source, method, committee, outcome; areas and " +
                "months with zero rows, the others without), asOf (a past instant)")
            .Produces<MetricAnswer>()
            .Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");

    private static async Task<IResult> AnswerAsync(
        string code, HttpContext http, StoreReader caller, FigureReader figures, GroupLists lists, TimeProvider clock, CancellationToken cancellation)
    {
        if (Registry.Find(code) is not { } metric)
        {
            return Problem.From(http, Refusal.Unknown("metric"));
        }

        var now = clock.GetUtcNow();
        var (asked, bad) = MetricQuery.Read(metric, http.Request.Query, now);
        var query = asked?.Within(Admission.Of(http).Scope, out bad);
        if (query is null || (bad = await RefuseAsync(query, lists, cancellation)) is not null)
        {
            return Problem.From(http, bad!);
        }

        var today = ChinaTime.DayOf(now);
        var (total, sums) = await figures.ReadAsync(caller, query, today, cancellation);
        var answer = MetricAnswer.Of(query, Figure.Of(metric, total), now);
        if (query.GroupBy != Grouping.None)
        {
            answer = answer with
            {
                GroupBy = query.GroupBy.Name,
                ZeroRows = query.GroupBy.ZeroRows,
                Groups = await new Groups(query, total, sums, lists).NameAsync(today, cancellation),
            };
        }

        return Answer(http, answer, query.AsOf);
    }

    private static async Task<Refusal?> RefuseAsync(MetricQuery query, GroupLists lists, CancellationToken cancellation)
    {
        if (query.Area is { } area && !await lists.KnowsAsync(area, cancellation))
        {
            return MetricQuery.Bad(MetricQuery.UnknownArea());
        }

        if (query.GroupBy == Grouping.Area && query.Area?.ChildLength == 0)
        {
            return MetricQuery.Bad(new FieldError("groupBy", "noAreasBelow", "该区划没有下级", "The area has none below it"));
        }

        return query.GroupBy.IsPeriod && Groups.PeriodKeys(query).Skip(MostGroups).Any()
            ? MetricQuery.Bad(new FieldError("groupBy", "tooMany", $"分组不得超过{MostGroups}个", $"At most {MostGroups} groups"))
            : null;
    }

    // The tag is of the figures, not of the moment they were asked for: it changes when, and only when, something in the answer does.
    private static IResult Answer(HttpContext http, MetricAnswer answer, DateTimeOffset? asOf)
    {
        var stable = JsonSerializer.SerializeToUtf8Bytes(answer with { AsOf = asOf ?? default }, ServiceJson.Options);
        var tag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(stable).AsSpan(0, 8))}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        return http.Request.Headers.IfNoneMatch.Any(sent => sent is not null && sent.Split(',').Any(one => one.Trim() is "*" || one.Trim() == tag))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(answer, ServiceJson.Options);
    }
}
