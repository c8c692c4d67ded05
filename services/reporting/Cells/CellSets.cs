using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Cells;

/// <summary>Which cells the rows of a grain lie in, and which of them are sums of others: a row is added to the others only.</summary>
internal sealed class CellSets
{
    // Of fewer pairs it takes longer to add up what they have in common first.
    private const int Pairs = 3;

    private readonly Dictionary<(string Axis, int Level), int> _byName;

    internal CellSets(CellTable table, IReadOnlyList<Axis> axes)
    {
        Levels = [.. axes.SelectMany(axis => axis.Levels).Distinct()];
        All =
        [
            .. axes.SelectMany(axis => axis.Levels.Select(level => SetOf(table, axis, level)))
                .OrderBy(set => set.Axis!.Name, StringComparer.Ordinal).ThenBy(set => set.Level),
        ];
        _byName = All.Index().ToDictionary(set => (set.Item.Axis!.Name, set.Item.Level), set => set.Index);
        // Cells by all keys of pairs at once are few: each pair is added up from them.
        All =
        [
            .. All, .. All.Where(set => set.IsPair).GroupBy(set => (set.Level, set.Area, set.Cohorts)).Where(pairs => pairs.Count() >= Pairs)
                .Select(pairs => new CellSet(null, pairs.Key.Level, pairs.Key.Area, pairs.Key.Cohorts, [.. pairs.SelectMany(pair => pair.Keys).Distinct()])),
        ];
        From = [.. All.Select(set => All.Index().Where(other => set.IsSumOf(other.Item)).OrderBy(other => other.Item.Level).Select(other => other.Index).FirstOrDefault(-1))];
        Added = [.. Enumerable.Range(0, All.Count).Where(set => From[set] < 0)];
        Summed = [.. Enumerable.Range(0, All.Count).Where(set => From[set] >= 0).OrderByDescending(set => All[set].Level)];
    }

    /// <summary>Digits of areas, in no order.</summary>
    internal IReadOnlyList<int> Levels { get; }

    /// <summary>Those that are stored, in the order of the table's key, then those that are not.</summary>
    internal IReadOnlyList<CellSet> All { get; }

    /// <summary>Of each the one whose cells it sums; -1 where rows are added to its own.</summary>
    internal IReadOnlyList<int> From { get; }

    /// <summary>Those that rows are added to.</summary>
    internal IReadOnlyList<int> Added { get; }

    /// <summary>Those that are sums of others, after what they are sums of.</summary>
    internal IReadOnlyList<int> Summed { get; }

    /// <summary>The one along an axis at a level; null where there is none.</summary>
    internal int? Find(string axis, int level) => _byName.TryGetValue((axis, level), out var set) ? set : null;

    internal static uint BitOf(CellTable table, Cohort? cohort) => cohort is null ? 0 : 1u << table.Cohorts.Index().First(of => of.Item == cohort).Index;

    private CellSet SetOf(CellTable table, Axis axis, int level) => new(
        axis, level, Levels.Index().First(of => of.Item == level).Index,
        table.Cohorts.Where(cohort => cohort.Axes.Contains(axis)).Aggregate(0u, (all, cohort) => all | BitOf(table, cohort)),
        [.. axis.KeyColumns.Select(column => table.Keys.Index().First(key => key.Item == column).Index)]);
}
