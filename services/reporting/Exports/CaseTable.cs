using Mediation.Reporting.Metrics;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;

namespace Mediation.Reporting.Exports;

/// <summary>The cases behind a count, as a table.</summary>
internal static class CaseTable
{
    /// <summary>Cases of one file; the Link to the next says where the rest is.</summary>
    internal const int Most = 20_000;

    private static readonly Column[] Columns =
    [
        new("id", "编号", 38), new("caseNumber", "案号", 30), new("area", "辖区", 14), new("type", "类型", 8), new("outcome", "结果", 8), new("metric", "指标", 8),
        new("part", "计入", 12), new("from", "起"), new("to", "止"), new("definitionVersion", "口径版本", 8),
    ];

    /// <param name="http">The request.</param>
    /// <param name="format">Csv or Xlsx.</param>
    /// <param name="query">What was asked.</param>
    /// <param name="part">Of which count.</param>
    /// <param name="found">Up to one more than the size.</param>
    /// <param name="size">How many were asked for.</param>
    internal static IResult Send(
        HttpContext http, ExportFormat format, MetricQuery query, string part, IReadOnlyList<ListCases.CountedCase> found, int size)
    {
        if (found.Count > size)
        {
            http.Response.Headers.Append(HeaderNames.Link, $"<{http.Request.Path}{After(http.Request, found[size - 1].Id)}>; rel=\"next\"");
        }

        var rows = found.Take(size).Select(c => (IReadOnlyList<Value>)
        [
            $"{c.Id}", c.CaseNumber, c.Area, c.Type, c.Outcome, query.Metric.Code, part, query.From, query.To, Value.Whole(query.Metric.Version),
        ]);
        return Export.File(http, format, $"{Export.NameOf(query)}_cases", new Table("案件", Columns, rows), query.Metric);
    }

    private static QueryString After(HttpRequest request, Guid last)
    {
        var parameters = new QueryBuilder(request.Query.Where(p => !p.Key.Equals("after", StringComparison.OrdinalIgnoreCase)));
        parameters.Add("after", $"{last}");
        return parameters.ToQueryString();
    }
}
