namespace Mediation.Reporting.Metrics;

/// <summary>A definition of metrics.md. Conditions are SQL over a row <c>d</c> of <c>disputes</c>, written here and nowhere else.</summary>
internal sealed record Metric(string Code, MetricName Name)
{
    internal int Version { get; init; } = 1;

    /// <summary>The date that puts a dispute in the period, as people read it and as the column has it.</summary>
    internal required (string Name, string Column) Cohort { get; init; }

    /// <summary>What is counted, in words.</summary>
    internal required string NumeratorText { get; init; }

    /// <summary>Null for a count, which has no denominator.</summary>
    internal string? DenominatorText { get; init; }

    internal string Numerator { get; init; } = "true";

    /// <summary>Whether the dispute's figure may still change.</summary>
    internal string Open { get; init; } = "false";

    internal IReadOnlyList<Exclusion> Exclusions { get; init; } = [];

    internal bool IsCount => DenominatorText is null;

    /// <summary>The reason a row is left out of the denominator; empty when it is not.</summary>
    internal string ReasonSql => Exclusions.Count == 0
        ? "''"
        : $"case {string.Concat(Exclusions.Select(e => $"when {e.Condition} then '{e.Reason}' "))}else '' end";

    internal string NumeratorSql => Counted(Numerator);

    internal string OpenSql => Counted(Open);

    private string Counted(string condition) => $"({ReasonSql} = '' and coalesce({condition}, false))";
}

/// <summary>A metric's name in both languages.</summary>
internal sealed record MetricName(string Zh, string En);

/// <summary>Disputes of the cohort that are left out, reported by their reason.</summary>
internal sealed record Exclusion(string Reason, string Condition);
