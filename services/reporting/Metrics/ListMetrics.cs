using Mediation.Reporting.Exports;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Metrics;

/// <summary>The definitions that figures are computed by.</summary>
internal static class ListMetrics
{
    private static readonly Definition Compared = new(
        Registry.Comparison, 1, new Words("同比/环比", "Comparison"), "comparison",
        new Words("（本期 − 对比期）÷ 对比期；比率另列百分点之差", "(current − previous) / previous; for rates the difference in percentage points, too"),
        new Words("对比期", "previous"), "compare=previous|year", [], [], []);

    internal static void MapListMetrics(this IEndpointRouteBuilder metrics) =>
        metrics.MapGet("/", (HttpContext http) => Answer(http))
            .WithName("ListMetrics")
            .WithSummary("The metrics' definitions. Query: format (json, csv, xlsx; or by Accept)")
            .Produces<Definitions>()
            .Exported()
            .Produces(StatusCodes.Status304NotModified);

    private static IResult Answer(HttpContext http)
    {
        var (format, unknown) = ExportFormats.Read(http.Request);
        if (unknown is not null)
        {
            return Problem.From(http, unknown);
        }

        var definitions = new Definitions([.. Registry.All.Select(Definition.Of).Append(Compared).OrderBy(d => d.Metric, StringComparer.Ordinal)]);
        return format == ExportFormat.Json
            ? GetMetric.Tagged(http, definitions, moment: null)
            : GetMetric.Tagged(http, definitions, format, () => Export.File(http, format, "definitions", DefinitionTable.Of(definitions.Items)));
    }

    internal sealed record Definitions(IReadOnlyList<Definition> Items);

    internal sealed record Definition(
        string Metric, int DefinitionVersion, Words Name, string Kind, Words Numerator, Words? Denominator, string Cohort,
        IReadOnlyList<string> Excluded, IReadOnlyList<string> Measures, IReadOnlyList<string> GroupBy)
    {
        internal static Definition Of(Metric m) => new(
            m.Code, m.Version, m.Name, m.Kind.ToString().ToLowerInvariant(), m.Numerator.Words, m.Denominator?.Words, m.Cohort.Name,
            [.. m.Excluded.Select(e => e.Name)], [.. m.Measures.Select(e => e.Name)], [.. Grouping.Of(m).Select(g => g.Name)]);
    }
}
