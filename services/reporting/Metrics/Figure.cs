namespace Mediation.Reporting.Metrics;

/// <summary>The arithmetic of metrics.md: decimal, half away from zero, 0/0 is null.</summary>
internal sealed record Figure(decimal Numerator, decimal? Denominator, decimal? Value, IReadOnlyList<string> Flags)
{
    internal const string EmptyDenominator = "emptyDenominator";

    private static readonly Dictionary<string, decimal> None = [];

    private const int Small = 30;
    private const decimal MuchPending = 0.05m;
    private const int People = 10_000;
    private const int Households = 1_000;

    internal decimal? Percent { get; init; }

    internal decimal? Pending { get; init; }

    internal IReadOnlyDictionary<string, decimal> Excluded { get; init; } = None;

    internal IReadOnlyDictionary<string, decimal?>? Measures { get; init; }

    /// <summary>Of which kind the people are that it is divided by; null where it is not.</summary>
    internal string? PopulationKind { get; init; }

    /// <summary>How many disputes, or other rows, it is of.</summary>
    internal decimal Rows { get; init; }

    /// <summary>The figure of some sums that are broken down by these columns.</summary>
    internal static Figure Of(Metric metric, Tally tally, IReadOnlyList<string> columns)
    {
        var numerator = Plain(tally[metric.NumeratorBy(columns)]);
        decimal? denominator = metric.Denominator is not { } of ? null : Plain(of.Sum is { } sum ? tally[sum] : tally.Referred?.Amount ?? 0);
        decimal? open = metric.Open is null || denominator is null or 0 ? null : tally[metric.Open] / denominator;
        return new Figure(numerator, denominator, ValueOf(metric, numerator, denominator), FlagsOf(metric, tally, numerator, denominator, open))
        {
            Percent = metric.Kind == MetricKind.Ratio ? Percentage(numerator, denominator!.Value) : null,
            Pending = open is { } share ? Round(share, 4) : null,
            Excluded = metric.Excluded.Count == 0 ? None : metric.Excluded.ToDictionary(e => e.Name, e => Plain(tally[e.Sum])),
            Measures = MeasuresOf(metric, tally, numerator, denominator),
            PopulationKind = tally.Referred?.Kind,
            Rows = tally[Sum.Of(metric.NumeratorBy(columns).Cohort)],
        };
    }

    /// <summary>4 places.</summary>
    internal static decimal? Ratio(decimal numerator, decimal denominator) => denominator == 0 ? null : Round(numerator / denominator, 4);

    /// <summary>2 places, from the exact quotient: a ratio rounded before would be rounded twice.</summary>
    internal static decimal? Percentage(decimal numerator, decimal denominator) =>
        denominator == 0 ? null : Round(100m * numerator / denominator, 2);

    internal static decimal Round(decimal value, int places) => Math.Round(value, places, MidpointRounding.AwayFromZero);

    // Without the zeros that a sum of amounts keeps of numbers long gone.
    internal static decimal Plain(decimal value) => value.Scale == 0 ? value : value / 1.000000000000000000000000000m;

    private static decimal? ValueOf(Metric metric, decimal numerator, decimal? denominator) => metric.Kind switch
    {
        MetricKind.Count or MetricKind.Distinct => numerator,
        MetricKind.Ratio => Ratio(numerator, denominator!.Value),
        _ when denominator is null or 0 => null,
        _ => Round((metric.Reference == Reference.Population ? People : 1) * numerator / denominator.Value, metric.Reference == Reference.Population ? 4 : 2),
    };

    private static Dictionary<string, decimal?>? MeasuresOf(Metric metric, Tally tally, decimal numerator, decimal? denominator)
    {
        if (metric.Measures.Count == 0 && !metric.HasHistogram && tally.Referred?.Kind is null)
        {
            return null;
        }

        var measures = metric.Measures.ToDictionary(m => m.Name, m => (decimal?)(m.Per == 1 ? Plain(tally[m.Sum]) : Round(tally[m.Sum] / m.Per, 2)));
        if (metric.HasHistogram)
        {
            var middle = tally.Histogram?.Middle(0.9m);
            measures["mean"] = denominator is null or 0 ? null : Round(numerator / denominator.Value, 2);
            measures["median"] = middle?.Median;
            measures["p90"] = middle?.Percentile;
        }
        else if (tally.Referred is { Kind: not null } people)
        {
            measures["households"] = people.Households;
            measures["perThousandHouseholds"] = people.Households is null or 0 ? null : Round(Households * numerator / people.Households.Value, 4);
            measures["year"] = people.Year;
        }

        return measures;
    }

    private static List<string> FlagsOf(Metric metric, Tally tally, decimal numerator, decimal? denominator, decimal? open)
    {
        var flags = new List<string>();
        AddIf(tally.Referred?.KindDiffers == true, "populationKindDiffers");
        AddIf(denominator == 0, EmptyDenominator);
        if (denominator is not null and not 0)
        {
            AddIf(denominator < Small, "smallNumbers");
            AddIf(open > MuchPending, "pending");
            AddIf(metric.Kind == MetricKind.Ratio && numerator == denominator, "hundredPercent");
        }

        return flags;

        void AddIf(bool holds, string flag)
        {
            if (holds)
            {
                flags.Add(flag);
            }
        }
    }
}
