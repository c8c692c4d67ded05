namespace Mediation.Reporting.Metrics;

/// <summary>A definition of metrics.md, as data.</summary>
internal sealed record Metric(string Code, Words Name)
{
    internal int Version { get; init; } = 1;

    internal MetricKind Kind { get; init; } = MetricKind.Ratio;

    /// <summary>What is counted, in words and as a sum.</summary>
    internal required (Words Words, Sum Sum) Numerator { get; init; }

    /// <summary>What it is divided by; null for a count. A sum is null where the denominator comes from reference data.</summary>
    internal (Words Words, Sum? Sum)? Denominator { get; init; }

    /// <summary>How many of the denominator may still change.</summary>
    internal Sum? Open { get; init; }

    /// <summary>Left out of the denominator, reported by their reason.</summary>
    internal IReadOnlyList<Measure> Excluded { get; init; } = [];

    /// <summary>Reported beside the figure.</summary>
    internal IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>What is counted instead where figures are broken down by a column that the numerator's rows do not have.</summary>
    internal (string Column, Sum Sum)? Instead { get; init; }

    internal Reference Reference { get; init; }

    /// <summary>The cohort whose date puts a row in the period.</summary>
    internal Cohort Cohort => Numerator.Sum.Cohort;

    /// <summary>Whether a figure says something about disputes one by one, so that few of them must not be shown to outsiders.</summary>
    internal bool IsOfDisputes => Cohort.Grain.IsOfDisputes;

    /// <summary>Whether it is told from how many rows have which value, not from sums alone.</summary>
    internal bool HasHistogram => Kind == MetricKind.Distribution;

    /// <summary>All that is summed for it.</summary>
    internal IEnumerable<Sum> Sums => new[] { Numerator.Sum, Sum.Of(Cohort), Denominator?.Sum, Open, Instead?.Sum }.OfType<Sum>()
        .Concat(Excluded.Concat(Measures).Select(m => m.Sum)).Distinct();

    /// <summary>The numerator where rows are broken down by these columns.</summary>
    internal Sum NumeratorBy(IEnumerable<string> columns) =>
        Instead is { } instead && columns.Contains(instead.Column) ? instead.Sum : Numerator.Sum;
}

/// <summary>In both languages.</summary>
internal sealed record Words(string Zh, string En);

/// <summary>A further sum under a name of its own, divided for reading, such as minutes into hours.</summary>
internal sealed record Measure(string Name, Sum Sum, int Per = 1);

/// <summary>What becomes of numerator and denominator.</summary>
internal enum MetricKind
{
    /// <summary>The numerator itself.</summary>
    Count,

    /// <summary>A share, with percent.</summary>
    Ratio,

    /// <summary>The numerator per one of the denominator.</summary>
    Mean,

    /// <summary>Mean, median and p90 of a histogram.</summary>
    Distribution,

    /// <summary>Different disputes; parts do not add up.</summary>
    Distinct,
}

/// <summary>Where a denominator comes from that no fact tells.</summary>
internal enum Reference
{
    /// <summary>From facts.</summary>
    None,

    /// <summary>People and households of an area.</summary>
    Population,

    /// <summary>Grids of an area, once for each day.</summary>
    Grids,
}
