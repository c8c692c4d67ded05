namespace Mediation.Reporting.Metrics;

/// <summary>How figures are broken down: by area, by period, or by a column.</summary>
/// <param name="Name">As asked for in <c>groupBy</c>.</param>
/// <param name="Column">Column of the rows; null for area and periods.</param>
internal sealed record Grouping(string Name, string? Column = null)
{
    internal static readonly Grouping Area = new("area");
    internal static readonly Grouping Month = new("month") { KeyOf = key => key };
    internal static readonly Grouping Quarter = new("quarter") { KeyOf = key => $"{key[..4]}-Q{((int.Parse(key[5..]) - 1) / 3) + 1}" };
    internal static readonly Grouping Year = new("year") { KeyOf = key => key[..4] };
    internal static readonly Grouping Type = new("type", "type");
    internal static readonly Grouping JusticeType = new("justiceType", "type");

    /// <summary>Who took part; only for what counts different disputes.</summary>
    internal static readonly IReadOnlyList<Grouping> Participants = [new("person", "person"), new("unit", "unit"), new("team", "team")];

    internal static readonly IReadOnlyList<Grouping> All =
    [
        Area, Month, Quarter, Year, Type, JusticeType, new("source", "source"), new("method", "method"), new("committee", Axis.Committee),
        new("colour", "colour"), new("outcome", "outcome"), new("mode", "mode"), new("destination", "destination"), new("step", "step"),
        new("kind", "kind"), new("team", "team"),
    ];

    /// <summary>From a month to the key of its group; null where groups are no periods.</summary>
    internal Func<string, string>? KeyOf { get; init; }

    internal bool IsPeriod => KeyOf is not null;

    /// <summary>Whether the groups there must be are known, so that those without a dispute are listed.</summary>
    internal bool ZeroRows => this == Area || IsPeriod;

    /// <summary>Those that fit a metric.</summary>
    internal static IEnumerable<Grouping> Of(Metric metric) => metric.Kind == MetricKind.Distinct
        ? [Area, .. Participants]
        : All.Where(g => g == Area || (g.IsPeriod ? !metric.Cohort.AnyPeriod : Fits(metric, g.Column!)));

    public bool Equals(Grouping? other) => Name == other?.Name && Column == other.Column;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    private static bool Fits(Metric metric, string column) => metric.NumeratorBy([column]).Cohort.Has(column);
}
