using System.Globalization;

namespace Mediation.Client;

/// <summary>A question to one metric.</summary>
/// <param name="Metric">Its code, such as <c>M03</c>.</param>
public sealed record MetricQuestion(string Metric)
{
    /// <summary>Area code, or <c>all</c>; the caller's own when null.</summary>
    public string? Area { get; init; }

    /// <summary>First day, of Asia/Shanghai; the first of the year when null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, inclusive; today when null.</summary>
    public DateOnly? To { get; init; }

    /// <summary>One or two groupings of the metric's definition, with a comma.</summary>
    public string? GroupBy { get; init; }

    /// <summary>A past instant: figures as they were known then.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary><c>previous</c> or <c>year</c>.</summary>
    public string? Compare { get; init; }

    /// <summary>First day of a period to compare with.</summary>
    public DateOnly? CompareFrom { get; init; }

    /// <summary>Its last day.</summary>
    public DateOnly? CompareTo { get; init; }

    /// <summary><c>registered</c> or <c>resident</c>, for metrics about people.</summary>
    public string? PopulationKind { get; init; }

    /// <summary>About an area that the caller's own lies in, without its small cells.</summary>
    public bool AsOutsider { get; init; }

    /// <summary>Path and query, also what a signed link is made for.</summary>
    /// <param name="format">In which form.</param>
    public string ToPath(ExportFormat format = ExportFormat.Json) => ToPath("", format == ExportFormat.Json ? [] : [("format", format.Name())]);

    internal string ToPath(string route, params IEnumerable<(string Name, string? Value)> more)
    {
        var query = Parameters.Concat(more).Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}");
        return $"/api/v1/metrics/{Uri.EscapeDataString(Metric)}{route}?{string.Join('&', query)}".TrimEnd('?');
    }

    internal QuestionBody Body => new(
        Metric, Area, Text(From), Text(To), GroupBy, Text(AsOf), Compare, Text(CompareFrom), Text(CompareTo), PopulationKind, AsOutsider ? "true" : null);

    private (string Name, string? Value)[] Parameters =>
    [
        ("area", Area), ("from", Text(From)), ("to", Text(To)), ("groupBy", GroupBy), ("asOf", Text(AsOf)), ("compare", Compare), ("compareFrom", Text(CompareFrom)),
        ("compareTo", Text(CompareTo)), ("populationKind", PopulationKind), ("asOutsider", AsOutsider ? "true" : null),
    ];

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Text(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}

internal sealed record QuestionBody(
    string Metric, string? Area, string? From, string? To, string? GroupBy, string? AsOf, string? Compare, string? CompareFrom, string? CompareTo,
    string? PopulationKind, string? AsOutsider);

internal sealed record QuestionsBody(IReadOnlyList<QuestionBody> Items);
