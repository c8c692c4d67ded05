using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Exports;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Reporting.Metrics;

/// <summary>The cases behind a count, by masked numbers, for those who may see them.</summary>
internal static class ListCases
{
    internal static void MapListCases(this IEndpointRouteBuilder metrics) =>
        metrics.MapGet("/{code}/cases", AnswerAsync)
            .WithName("ListCountedCases")
            .WithSummary(
                "The cases behind a count, by masked numbers. Query as of the metric itself, with part (numerator, denominator) and, with one " +
                $"groupBy, the key of the group; after, limit; format (json, csv, xlsx; or by Accept): a file without limit holds up to {CaseTable.Most} cases")
            .Produces<ListPage<CountedCase>>()
            .Asked()
            .Exported()
            .Produces<Problem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<Problem>(StatusCodes.Status404NotFound, "application/problem+json");

    private static async Task<IResult> AnswerAsync(
        string code, string? part, string? key, [AsParameters] Paging paging, HttpContext http, StoreReader caller, Answers answers, TimeProvider clock,
        CancellationToken cancellation)
    {
        if (Registry.Find(code) is not { } metric)
        {
            return Problem.From(http, GetMetric.UnknownMetric(code));
        }

        var now = clock.GetUtcNow();
        var (format, unknown) = ExportFormats.Read(http.Request);
        var (query, bad) = QueryParameters.Read(metric, http.Request.Query, now, "part", "key", "after", "limit", ExportFormats.Parameter);
        bad ??= unknown ?? paging.Refusal ?? Refuse(query!, part, key);
        var scope = Admission.Of(http).Scope;
        query = bad is null ? query!.Within(scope, out bad) : null;
        // Numbers of cases are for those of the area alone, unlike figures.
        bad ??= query!.Area is { } area && !scope.Sees(null, area.Value) ? Refusal.Unknown("area") : await answers.RefuseAsync(query, cancellation);
        if (bad is not null)
        {
            return Problem.From(http, bad);
        }

        var size = format == ExportFormat.Json ? paging.Size : paging.Limit ?? CaseTable.Most;
        var found = await ReadAsync(caller, query!, part, key, paging.After, size, ChinaTime.DayOf(now), cancellation);
        return format == ExportFormat.Json
            ? Results.Json(paging.PageOf(found, c => c.Id), ServiceJson.Options)
            : CaseTable.Send(http, format, query!, part ?? "numerator", found, size);
    }

    private static Refusal? Refuse(MetricQuery query, string? part, string? key)
    {
        var check = new FieldCheck()
            .That(part is null or "numerator" or "denominator", "part", "unknown", "只能是 numerator 或 denominator", "Must be numerator or denominator")
            .That(query.Metric.IsOfDisputes, "metric", "doesNotFit", "该指标不涉及纠纷", "The metric is not about disputes")
            .That(part != "denominator" || query.Metric.Denominator?.Sum is not null, "part", "doesNotFit", "该指标没有分母", "The metric has no denominator of cases")
            .That(query.ComparedWith is null, "compare", "doesNotFit", "不支持对比", "Cases are of one period")
            .That(query.GroupBy.Count < 2, "groupBy", "tooMany", "至多一个分组", "At most one grouping")
            .That(query.GroupBy.Count == 1 == key is not null, "key", "required", "分组与 key 须同时给出", "A grouping and the key of a group belong together")
            .That(
                query.GroupBy.All(g => g != Grouping.Quarter && g != Grouping.Year && g != Grouping.JusticeType && !Grouping.Participants.Contains(g)),
                "groupBy", "doesNotFit", "不支持按此分组列出", "Cases are not listed that way");
        return check.Refusal;
    }

    private static Task<List<CountedCase>> ReadAsync(
        StoreReader caller, MetricQuery query, string? part, string? key, Guid? after, int size, DateOnly today, CancellationToken cancellation)
    {
        var sum = part == "denominator" ? query.Metric.Denominator!.Value.Sum! : query.Metric.NumeratorBy(query.Columns);
        var (from, to) = query.DaysOf(sum.Cohort, today);
        List<NpgsqlParameter> parameters =
        [
            new NpgsqlParameter<DateOnly> { TypedValue = from }, new NpgsqlParameter<DateOnly> { TypedValue = to },
            new NpgsqlParameter<string> { TypedValue = query.Area?.Value ?? "" }, new NpgsqlParameter<string> { TypedValue = $"{query.Area?.Value}:" },
            new NpgsqlParameter<Guid> { TypedValue = after ?? Guid.Empty }, new NpgsqlParameter<int> { TypedValue = size + 1 },
            new NpgsqlParameter<string> { TypedValue = key == GroupNames.None ? "" : key ?? "" },
            new NpgsqlParameter<int> { TypedValue = FigureReader.ChildLength(query.Area) },
            new NpgsqlParameter<DateTimeOffset> { TypedValue = query.AsOf ?? DateTimeOffset.MaxValue.ToUniversalTime() },
        ];
        return caller.ReadAsync(FigureSql.Cases(sum, query.GroupBy, query.AsOf is not null), parameters, ReadAsync, cancellation);
    }

    private static async Task<List<CountedCase>> ReadAsync(NpgsqlDataReader reader)
    {
        var cases = new List<CountedCase>();
        while (await reader.ReadAsync())
        {
            cases.Add(new CountedCase(
                reader.GetGuid(0), reader.IsDBNull(1) ? null : Masked(reader.GetString(1)), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4)));
        }

        return cases;
    }

    /// <summary>（2026）段人调字第0012号 → （2026）段人调字第**12号.</summary>
    internal static string Masked(string number)
    {
        var (start, end) = (number.LastIndexOf('第') + 1, number.LastIndexOf('号'));
        return start == 0 || end - start < 3 ? "****" : $"{number[..start]}{new string('*', end - start - 2)}{number[(end - 2)..]}";
    }

    /// <summary>Its file may be opened in the workflow by those who work on it. The number is masked, and null before one was given.</summary>
    internal sealed record CountedCase(Guid Id, string? CaseNumber, string Area, string? Type, string? Outcome);
}
