using System.Text.Json.Serialization;

namespace Mediation.Reporting.Metrics;

/// <summary>A figure with its definition; there is no figure without.</summary>
internal sealed record MetricAnswer(
    string Metric,
    int DefinitionVersion,
    MetricName Name,
    long Numerator,
    long? Denominator,
    decimal? Value,
    decimal? Percent,
    decimal? Pending,
    IReadOnlyDictionary<string, long> Excluded,
    string Cohort,
    DateOnly From,
    DateOnly To,
    DateTimeOffset AsOf,
    string Area,
    IReadOnlyList<string> Flags)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? GroupBy { get; init; }

    /// <summary>Whether groups without a dispute are listed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? ZeroRows { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<GroupAnswer>? Groups { get; init; }

    internal static MetricAnswer Of(MetricQuery query, Figure figure, DateTimeOffset now) => new(
        query.Metric.Code, query.Metric.Version, query.Metric.Name, figure.Numerator, figure.Denominator, figure.Value, figure.Percent,
        figure.Pending, figure.Excluded, query.Metric.Cohort.Name, query.From, query.To, query.AsOf ?? now, query.Area?.Value ?? MetricQuery.Whole,
        figure.Flags);
}

/// <summary>The figure of one group. An area's rest that is known of no area below has the area's own code as key.</summary>
internal sealed record GroupAnswer(
    string Key,
    string? Name,
    long Numerator,
    long? Denominator,
    decimal? Value,
    decimal? Percent,
    decimal? Pending,
    IReadOnlyDictionary<string, long> Excluded,
    IReadOnlyList<string> Flags)
{
    internal static GroupAnswer Of(string key, string? name, Figure figure) => new(
        key, name, figure.Numerator, figure.Denominator, figure.Value, figure.Percent, figure.Pending, figure.Excluded, figure.Flags);
}
