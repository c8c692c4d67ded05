using Mediation.EventStore;

namespace Mediation.Reporting.Metrics;

/// <summary>
/// Hides cells of fewer than five disputes from callers outside their area, and as many more as it takes that none of them is what the
/// total leaves over.
/// </summary>
internal static class Suppression
{
    internal const string Flag = "suppressed";

    private const int Fewest = 5;

    internal static MetricAnswer Hide(MetricAnswer answer, MetricQuery query, RowScope scope)
    {
        if (!query.Metric.IsOfDisputes || Sees(scope, answer.Area))
        {
            return answer;
        }

        if (IsSmall(answer.Rows))
        {
            return answer.Hidden();
        }

        answer = answer with { Comparison = Few(answer.Comparison) };
        if (answer.Groups is not { } groups)
        {
            return answer;
        }

        var foreign = groups.Index().Where(g => !query.ByArea || !Sees(scope, AreaOf(query, g.Item))).ToList();
        var hidden = foreign.Where(g => IsSmall(g.Item.Rows)).Select(g => g.Index).ToHashSet();
        // All together, and where there are two groupings each row and each column: whoever asks for it alone gets its total.
        var lines = foreign.GroupBy(_ => "").Concat(foreign.Where(g => g.Item.Key2 is not null).GroupBy(g => $"1{g.Item.Key}"))
            .Concat(foreign.Where(g => g.Item.Key2 is not null).GroupBy(g => $"2{g.Item.Key2}"))
            .Select(line => line.Select(g => (g.Index, g.Item.Rows)).ToList()).ToList();
        while (lines.Any(line => HideAnother(line, hidden)))
        {
            // A cell that one line hides may leave another line with a single one.
        }

        return answer with { Groups = [.. groups.Index().Select(g => hidden.Contains(g.Index) ? g.Item.Hidden() : g.Item with { Comparison = Few(g.Item.Comparison) })] };
    }

    private static ComparisonAnswer? Few(ComparisonAnswer? comparison) => comparison is null || IsSmall(comparison.Rows) ? null : comparison;

    /// <summary>Which of some counts that add up to a known total are hidden, by their places.</summary>
    internal static HashSet<int> Of(IReadOnlyList<decimal> counts)
    {
        var hidden = counts.Index().Where(c => IsSmall(c.Item)).Select(c => c.Index).ToHashSet();
        List<(int Index, decimal Rows)> line = [.. counts.Index().Select(c => (c.Index, c.Item))];
        while (HideAnother(line, hidden))
        {
            // Until they are enough not to be told from the total.
        }

        return hidden;
    }

    private static bool HideAnother(List<(int Index, decimal Rows)> line, HashSet<int> hidden)
    {
        var ones = line.Where(g => hidden.Contains(g.Index)).ToList();
        var others = line.Where(g => !hidden.Contains(g.Index) && g.Rows > 0).ToList();
        return ones.Count > 0 && (ones.Count < 2 || ones.Sum(g => g.Rows) < Fewest) && others.Count > 0
            && hidden.Add(others.MinBy(g => g.Rows).Index);
    }

    // None is no secret: there is nobody whom it would tell something about.
    private static bool IsSmall(decimal rows) => rows is > 0 and < Fewest;

    private static bool Sees(RowScope scope, string area) => scope.Sees(null, area == MetricQuery.Whole ? "" : area);

    private static string AreaOf(MetricQuery query, GroupAnswer group) => query.GroupBy[0] == Grouping.Area ? group.Key : group.Key2!;
}
