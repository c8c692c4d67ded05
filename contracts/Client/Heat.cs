namespace Mediation.Client;

/// <summary>What was counted of an area in a period.</summary>
public abstract record AreaAnswer
{
    /// <summary>Area code, or <c>all</c>.</summary>
    public required string Area { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Known at this instant.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Such as <c>suppressed</c>.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
}

/// <summary>Disputes accepted by area and month.</summary>
public sealed record HeatAnswer : AreaAnswer
{
    /// <summary>Code of the metric that is counted.</summary>
    public required string Metric { get; init; }

    /// <summary>Version of its definition.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>Its name.</summary>
    public required Words Name { get; init; }

    /// <summary>Which date puts a dispute in a month.</summary>
    public required string Cohort { get; init; }

    /// <summary>A type or class of types; null for all.</summary>
    public string? Type { get; init; }

    /// <summary>yyyy-MM; the first and last as far as they lie in the period.</summary>
    public required IReadOnlyList<string> Months { get; init; }

    /// <summary>The areas below, those without a dispute too; what is known of the area as such only has its own code.</summary>
    public required IReadOnlyList<HeatRow> Rows { get; init; }
}

/// <summary>One area.</summary>
/// <param name="Area">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Households">Null where they are not known.</param>
/// <param name="Counts">One a month; null where it is hidden.</param>
/// <param name="PerThousandHouseholds">One a month, 4 places; null where households are not known.</param>
public sealed record HeatRow(
    string Area, string? Name, decimal? Households, IReadOnlyList<decimal?> Counts, IReadOnlyList<decimal?>? PerThousandHouseholds);
