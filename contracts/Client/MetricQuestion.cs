namespace Mediation.Client;

/// <summary>A question to one metric.</summary>
/// <param name="Metric">Its code, such as <c>M03</c>.</param>
public sealed record MetricQuestion(string Metric) : AreaQuestion
{
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

    /// <summary>Path and query, also what a signed link is made for.</summary>
    /// <param name="format">In which form.</param>
    public string ToPath(ExportFormat format = ExportFormat.Json) => ToPath("", format == ExportFormat.Json ? [] : [("format", format.Name())]);

    internal string ToPath(string route, params IEnumerable<(string Name, string? Value)> more) => PathOf(
        $"/api/v1/metrics/{Uri.EscapeDataString(Metric)}{route}",
        [
            ("groupBy", GroupBy), ("asOf", Text(AsOf)), ("compare", Compare), ("compareFrom", Text(CompareFrom)),
            ("compareTo", Text(CompareTo)), ("populationKind", PopulationKind), .. more,
        ]);

    internal QuestionBody Body => new(
        Metric, Area, Text(From), Text(To), GroupBy, Text(AsOf), Compare, Text(CompareFrom), Text(CompareTo), PopulationKind, AsOutsider ? "true" : null);
}

internal sealed record QuestionBody(
    string Metric, string? Area, string? From, string? To, string? GroupBy, string? AsOf, string? Compare, string? CompareFrom, string? CompareTo,
    string? PopulationKind, string? AsOutsider);

internal sealed record QuestionsBody(IReadOnlyList<QuestionBody> Items);
