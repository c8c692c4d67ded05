using System.Text.Json.Serialization;

namespace Mediation.Reporting.Metrics;

/// <summary>A figure with its definition; there is no figure without.</summary>
internal sealed record MetricAnswer(
    string Metric,
    int DefinitionVersion,
    Words Name,
    decimal? Numerator,
    decimal? Denominator,
    decimal? Value,
    decimal? Percent,
    decimal? Pending,
    IReadOnlyDictionary<string, decimal> Excluded,
    string Cohort,
    DateOnly From,
    DateOnly To,
    DateTimeOffset AsOf,
    string Area,
    IReadOnlyList<string> Flags)
{
    [JsonIgnore]
    public decimal Rows { get; init; }

    /// <summary>Further sums of the same rows; days and hours as mean, median and p90.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, decimal?>? Measures { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PopulationKind { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ComparisonAnswer? Comparison { get; init; }

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
        figure.Flags)
    {
        Rows = figure.Rows, Measures = figure.Measures, PopulationKind = figure.PopulationKind,
    };

    /// <summary>Without anything that could be told of its few disputes.</summary>
    internal MetricAnswer Hidden() => this with
    {
        Numerator = null, Denominator = null, Value = null, Percent = null, Pending = null, Excluded = new Dictionary<string, decimal>(),
        Measures = null, Comparison = null, Groups = null, Flags = [Suppression.Flag],
    };
}

/// <summary>The figure of one group. An area's rest that is known of no area below has the area's own code as key.</summary>
internal sealed record GroupAnswer(
    string Key,
    string? Name,
    decimal? Numerator,
    decimal? Denominator,
    decimal? Value,
    decimal? Percent,
    decimal? Pending,
    IReadOnlyDictionary<string, decimal> Excluded,
    IReadOnlyList<string> Flags)
{
    [JsonIgnore]
    public decimal Rows { get; init; }

    /// <summary>The key of the second grouping; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key2 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Name2 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, decimal?>? Measures { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PopulationKind { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ComparisonAnswer? Comparison { get; init; }

    internal static GroupAnswer Of(Group group, Figure figure) => new(
        group.Key, group.Name, figure.Numerator, figure.Denominator, figure.Value, figure.Percent, figure.Pending, figure.Excluded, figure.Flags)
    {
        Key2 = group.Key2, Name2 = group.Name2, Rows = figure.Rows, Measures = figure.Measures, PopulationKind = figure.PopulationKind,
    };

    internal GroupAnswer Hidden() => this with
    {
        Numerator = null, Denominator = null, Value = null, Percent = null, Pending = null, Excluded = new Dictionary<string, decimal>(),
        Measures = null, Comparison = null, Flags = [Suppression.Flag],
    };
}
