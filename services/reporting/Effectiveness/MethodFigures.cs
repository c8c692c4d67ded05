using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Effectiveness;

/// <summary>The figures of each method, as the metrics answer them.</summary>
internal sealed record MethodFigures(MetricAnswer Rate, MetricAnswer Days, MetricAnswer Rebound)
{
    internal MethodAnswer Of(GroupAnswer group, IReadOnlyCollection<Stratum> strata, bool byType, bool outsider)
    {
        // Method by method among all cases; type by type among the cases of the type.
        var among = byType ? [.. strata.Where(s => s.Type == group.Key2)] : strata;
        List<Stratum> own = [.. among.Where(s => s.Method == group.Key)];
        var hidden = group.Flags.Contains(Suppression.Flag);
        var rebound = Find(Rebound, group);
        return new MethodAnswer(
            group.Key, group.Key2, group.Numerator is null ? null : group.Denominator, group.Numerator, group.Value, group.Percent, group.Flags,
            Find(Days, group)?.Measures?.GetValueOrDefault("median"),
            rebound is null ? null : new RateAnswer(rebound.Numerator, rebound.Denominator, rebound.Value, rebound.Flags),
            hidden ? null : Standardisation.Of(own, among),
            // What is hidden of one method's mix would be told by the others' and that of all.
            outsider ? null : CaseMix.Of(own, hideSmall: false));
    }

    private static GroupAnswer? Find(MetricAnswer answer, GroupAnswer like) =>
        answer.Groups?.FirstOrDefault(g => g.Key == like.Key && g.Key2 == like.Key2);
}

/// <summary>The strata as they are weighted.</summary>
internal static class StratumAnswers
{
    internal static IReadOnlyList<StratumAnswer> Of(IReadOnlyCollection<Stratum> strata, bool byType)
    {
        var total = strata.Sum(s => s.Cases);
        return
        [
            .. strata.GroupBy(s => (Type: byType ? s.Type : s.TypeClass, s.Colour))
                .OrderBy(g => g.Key.Type, StringComparer.Ordinal).ThenBy(g => g.Key.Colour, StringComparer.Ordinal)
                .Select(g => (g.Key, Cases: g.Sum(s => s.Cases), Methods: MethodsOf(g)))
                .Select(g => new StratumAnswer(g.Key.Type, g.Key.Colour, g.Cases, Figure.Ratio(g.Cases, total), g.Methods)),
        ];
    }

    private static List<StratumOfMethod> MethodsOf(IEnumerable<Stratum> stratum) =>
    [
        .. stratum.GroupBy(s => s.Method).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Of(g.Key, g.Sum(s => s.Cases), g.Sum(s => s.Agreed))),
    ];

    private static StratumOfMethod Of(string method, decimal cases, decimal agreed) => new(
        method, cases, agreed, Figure.Ratio(agreed, cases), cases < Standardisation.FewestInStratum ? [Standardisation.SmallNumbers] : []);
}
