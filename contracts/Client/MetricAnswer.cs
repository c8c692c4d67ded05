namespace Mediation.Client;

/// <summary>In both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record Words(string Zh, string En);

/// <summary>What was counted in one period. Numbers are null where they are not known or hidden; see <see cref="Flags"/>.</summary>
public abstract record FigureAnswer
{
    /// <summary>What was counted.</summary>
    public decimal? Numerator { get; init; }

    /// <summary>Of what; null for a count.</summary>
    public decimal? Denominator { get; init; }

    /// <summary>A ratio with 4 places, a mean with 2, or the count itself. 0/0 is null.</summary>
    public decimal? Value { get; init; }

    /// <summary>Such as <c>emptyDenominator</c>, <c>smallNumbers</c>, <c>pending</c>, <c>suppressed</c>, <c>unequalPeriods</c>.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
}

/// <summary>A figure of the whole area or of one group.</summary>
public abstract record CountedAnswer : FigureAnswer
{
    /// <summary>A ratio in percent with 2 places.</summary>
    public decimal? Percent { get; init; }

    /// <summary>Share of the denominator that may still change.</summary>
    public decimal? Pending { get; init; }

    /// <summary>Left out of the denominator, by reason.</summary>
    public required IReadOnlyDictionary<string, decimal> Excluded { get; init; }

    /// <summary>Further sums; of days and hours mean, median and p90.</summary>
    public IReadOnlyDictionary<string, decimal?>? Measures { get; init; }

    /// <summary>Of which kind the people are that it is divided by.</summary>
    public string? PopulationKind { get; init; }

    /// <summary>What it is compared with; null where that was not asked.</summary>
    public ComparisonAnswer? Comparison { get; init; }
}

/// <summary>A figure with its definition.</summary>
public sealed record MetricAnswer : CountedAnswer
{
    /// <summary>Its code.</summary>
    public required string Metric { get; init; }

    /// <summary>Version of the definition that it was counted by.</summary>
    public required int DefinitionVersion { get; init; }

    /// <summary>Its name.</summary>
    public required Words Name { get; init; }

    /// <summary>Which date puts something in the period.</summary>
    public required string Cohort { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Last day, inclusive.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Known at this instant.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Area code, or <c>all</c>.</summary>
    public required string Area { get; init; }

    /// <summary>The groupings asked for.</summary>
    public string? GroupBy { get; init; }

    /// <summary>Whether groups without anything in them are listed.</summary>
    public bool? ZeroRows { get; init; }

    /// <summary>By group; null where none was asked for, or all are hidden.</summary>
    public IReadOnlyList<GroupAnswer>? Groups { get; init; }
}

/// <summary>The figure of one group.</summary>
public sealed record GroupAnswer : CountedAnswer
{
    /// <summary>Code of the group.</summary>
    public required string Key { get; init; }

    /// <summary>Its name, where it has one.</summary>
    public string? Name { get; init; }

    /// <summary>Code along the second grouping.</summary>
    public string? Key2 { get; init; }

    /// <summary>Its name.</summary>
    public string? Name2 { get; init; }
}

/// <summary>The figure of another period, and the change since.</summary>
public sealed record ComparisonAnswer : FigureAnswer
{
    /// <summary><c>previous</c>, <c>year</c> or <c>explicit</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>First day of the other period.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Its last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>(current − previous) / previous.</summary>
    public decimal? Change { get; init; }

    /// <summary>The same in percent.</summary>
    public decimal? ChangePercent { get; init; }

    /// <summary>Of ratios, the difference in percentage points.</summary>
    public decimal? Points { get; init; }
}

/// <summary>One of several answers: the figure, or why there is none.</summary>
/// <param name="Answer">Null when it was refused.</param>
/// <param name="Refusal">Null when it was answered.</param>
public sealed record MetricOutcome(MetricAnswer? Answer, MediationException? Refusal);

internal sealed record BatchBody(IReadOnlyList<ItemBody> Items);

internal sealed record ItemBody(MetricAnswer? Answer, ItemProblem? Problem);

internal sealed record ItemProblem(string Title, int Status, string Code, IReadOnlyList<FieldProblem>? Errors);
