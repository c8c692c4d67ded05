namespace Mediation.Reporting.Metrics;

/// <summary>The definitions that figures are computed by.</summary>
internal static class ListMetrics
{
    internal static void MapListMetrics(this IEndpointRouteBuilder metrics) =>
        metrics.MapGet("/", () => new Definitions([.. Registry.All.Select(Definition.Of)]))
            .WithName("ListMetrics")
            .WithSummary("The metrics' definitions");

    internal sealed record Definitions(IReadOnlyList<Definition> Items);

    internal sealed record Definition(
        string Metric, int DefinitionVersion, MetricName Name, string Kind, string Numerator, string? Denominator, string Cohort,
        IReadOnlyList<string> Excluded, IReadOnlyList<string> GroupBy)
    {
        internal static Definition Of(Metric m) => new(
            m.Code, m.Version, m.Name, m.IsCount ? "count" : "ratio", m.NumeratorText, m.DenominatorText, m.Cohort.Name,
            [.. m.Exclusions.Select(e => e.Reason)], [.. Grouping.All.Select(g => g.Name)]);
    }
}
