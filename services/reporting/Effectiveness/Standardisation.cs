using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Effectiveness;

/// <summary>
/// Direct standardisation: what rate a method would have if its cases were mixed as all cases are. Each stratum's rate of the method is weighted
/// by the stratum's share of all cases; strata in which the method has none are left out, and the share that is left is told.
/// </summary>
internal static class Standardisation
{
    internal const string SmallNumbers = "smallNumbers";
    internal const string PartlyCovered = "partlyCovered";
    internal const string NotComparable = "notComparable";

    /// <summary>A rate of fewer cases than that says little.</summary>
    internal const int FewestInStratum = 5;

    /// <param name="own">The method's cases.</param>
    /// <param name="all">All cases that they are compared among.</param>
    internal static AdjustedRate Of(IReadOnlyCollection<Stratum> own, IReadOnlyCollection<Stratum> all)
    {
        var weights = all.GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Sum(s => s.Cases));
        var (total, covered, weighted, few) = (weights.Values.Sum(), 0m, 0m, false);
        foreach (var stratum in own.GroupBy(s => s.Key))
        {
            var (cases, agreed) = (stratum.Sum(s => s.Cases), stratum.Sum(s => s.Agreed));
            covered += weights[stratum.Key];
            weighted += weights[stratum.Key] * agreed / cases;
            few |= cases < FewestInStratum;
        }

        if (covered == 0)
        {
            return new AdjustedRate(null, null, total == 0 ? null : 0, [Figure.EmptyDenominator]);
        }

        string?[] flags = [few ? SmallNumbers : null, covered < total ? PartlyCovered : null, Alone(own, all) ? NotComparable : null];
        return new AdjustedRate(
            Figure.Ratio(weighted, covered), Figure.Percentage(weighted, covered), Figure.Ratio(covered, total), [.. flags.OfType<string>()]);
    }

    // Where no other method has a case in any of its strata, there is nothing that it is compared with.
    private static bool Alone(IReadOnlyCollection<Stratum> own, IReadOnlyCollection<Stratum> all)
    {
        var keys = own.Select(s => s.Key).ToHashSet();
        var method = own.First().Method;
        return all.All(s => s.Method == method || !keys.Contains(s.Key));
    }
}

/// <param name="Value">The adjusted rate, 4 places.</param>
/// <param name="Percent">2 places.</param>
/// <param name="Covered">Share of all cases that lie in strata in which the method has cases.</param>
/// <param name="Flags">
/// smallNumbers: a stratum has fewer than five of its cases; partlyCovered: some strata have none of its cases; notComparable: no other method has
/// cases in its strata.
/// </param>
internal sealed record AdjustedRate(decimal? Value, decimal? Percent, decimal? Covered, IReadOnlyList<string> Flags);
