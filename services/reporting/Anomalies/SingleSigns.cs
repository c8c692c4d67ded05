namespace Mediation.Reporting.Anomalies;

/// <summary>What is found in one dispute alone.</summary>
internal static class SingleSigns
{
    internal static readonly IReadOnlyList<string> Kinds = ["denial", "round", "signatures"];

    internal static IEnumerable<Finding> In(Slice slice) => slice.Single.Select(sign => Of(slice, sign)).OfType<Finding>();

    private static Finding? Of(Slice slice, Sign sign) => sign.Kind switch
    {
        "denial" => Found(AnomalyRules.Denied, slice, sign, new(), Codes(sign)),
        "signatures" => Found(AnomalyRules.SignatureOrder, slice, sign, new(), Codes(sign)),
        "round" when sign.Minutes < AnomalyRules.ClosedInMinutes["minutes"] =>
            Found(AnomalyRules.ClosedInMinutes, slice, sign, new() { ["minutes"] = sign.Minutes!.Value }, []),
        _ => null,
    };

    private static Finding Found(AnomalyRule rule, Slice slice, Sign sign, Dictionary<string, decimal> counts, IReadOnlyList<string> codes)
    {
        // By the area, too: a disposition is for those who saw what was disposed.
        var id = Finding.IdOf(rule.Kind, sign.Day.Year * 100, $"{sign.Area}/{sign.Dispute}/{sign.Item}");
        var evidence = new Evidence(sign.Day, sign.Day, counts, codes, [sign.Dispute]);
        return Finding.Of(rule, slice, sign.Area, new DateOnly(sign.Day.Year, sign.Day.Month, 1), id, evidence);
    }

    private static string[] Codes(Sign sign) => sign.Mark.Length == 0 ? [] : sign.Mark.Split(',');
}
