using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Effectiveness;

/// <summary>Of what kinds cases are: shares by type, risk, borders, amount and persons.</summary>
internal sealed record CaseMix(
    IReadOnlyList<MixShare> Type, IReadOnlyList<MixShare> Colour, IReadOnlyList<MixShare> CrossArea, IReadOnlyList<MixShare> Amount,
    IReadOnlyList<MixShare> Persons)
{
    internal static CaseMix Of(IReadOnlyCollection<Stratum> strata, bool hideSmall) => new(
        By(strata, s => s.TypeClass, hideSmall), By(strata, s => s.Colour, hideSmall),
        By(strata, s => s.CrossArea ? "crossArea" : "within", hideSmall), By(strata, s => s.Amount, hideSmall),
        By(strata, s => s.Persons, hideSmall));

    private static List<MixShare> By(IReadOnlyCollection<Stratum> strata, Func<Stratum, string> key, bool hideSmall)
    {
        var total = strata.Sum(s => s.Cases);
        var counts = strata.GroupBy(key).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, Cases: g.Sum(s => s.Cases))).ToList();
        var hidden = hideSmall ? Suppression.Of([.. counts.Select(c => c.Cases)]) : [];
        return
        [
            .. counts.Select((c, i) => new MixShare(
                c.Key, GroupNames.Of(c.Key), hidden.Contains(i) ? null : c.Cases, hidden.Contains(i) ? null : Figure.Ratio(c.Cases, total))),
        ];
    }
}

/// <param name="Key">Code or band.</param>
/// <param name="Name">For people; null where a code list has it.</param>
/// <param name="Cases">How many; null where they are hidden.</param>
/// <param name="Share">Of the cases of the method.</param>
internal sealed record MixShare(string Key, string? Name, decimal? Cases, decimal? Share);
