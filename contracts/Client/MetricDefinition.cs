namespace Mediation.Client;

/// <summary>What a figure counts.</summary>
public record FigureDefinition
{
    /// <summary>Code of its metric.</summary>
    public required string Metric { get; init; }

    /// <summary>Raised when it counts otherwise.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>Its name.</summary>
    public required Words Name { get; init; }

    /// <summary>What is counted.</summary>
    public required Words Numerator { get; init; }

    /// <summary>Of what; null for a count.</summary>
    public Words? Denominator { get; init; }

    /// <summary>Which date puts something in the period.</summary>
    public required string Cohort { get; init; }
}

/// <summary>A metric, and how it can be asked.</summary>
public sealed record MetricDefinition : FigureDefinition
{
    /// <summary><c>count</c>, <c>ratio</c>, <c>mean</c>, <c>distribution</c>, <c>distinct</c> or <c>comparison</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Reasons for which something is left out.</summary>
    public required IReadOnlyList<string> Excluded { get; init; }

    /// <summary>Further sums.</summary>
    public required IReadOnlyList<string> Measures { get; init; }

    /// <summary>Groupings that it can be asked by.</summary>
    public required IReadOnlyList<string> GroupBy { get; init; }
}

internal sealed record DefinitionsBody(IReadOnlyList<MetricDefinition> Items);

/// <summary>A case behind a count.</summary>
/// <param name="Id">Of the dispute and its case.</param>
/// <param name="CaseNumber">Masked; null before one was given.</param>
/// <param name="Area">Area code.</param>
/// <param name="Type">Code of the dispute's type.</param>
/// <param name="Outcome">Code of how it ended; null while it has not.</param>
public sealed record CountedCase(Guid Id, string? CaseNumber, string Area, string? Type, string? Outcome);

/// <summary>Which of a figure's cases.</summary>
public enum CountedPart
{
    /// <summary>Those counted.</summary>
    Numerator,

    /// <summary>Those of which they are.</summary>
    Denominator,
}

internal sealed record PageBody<TItem>(IReadOnlyList<TItem> Items, Guid? Next);
