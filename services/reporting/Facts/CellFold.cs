using System.Runtime.CompilerServices;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Facts;

/// <summary>A cell's place.</summary>
internal readonly record struct CellKey(Cohort Cohort, Axis Axis, int Level, string Area, DateOnly Month, string Key, string Key2, int Value)
{
    // Cohorts and axes are one object each.
    public override int GetHashCode() =>
        HashCode.Combine(RuntimeHelpers.GetHashCode(Cohort), RuntimeHelpers.GetHashCode(Axis), Area, Month.DayNumber, Key, Key2, Value);

    public bool Equals(CellKey other) =>
        ReferenceEquals(Cohort, other.Cohort) && ReferenceEquals(Axis, other.Axis) && Level == other.Level && Month == other.Month && Value == other.Value
        && Area == other.Area && Key == other.Key && Key2 == other.Key2;
}

/// <summary>By how much a cohort's sums change in one area and month, for rows that are alike along every axis.</summary>
internal sealed record Contribution(Cohort Cohort, DateOnly Month, int Value, string Area)
{
    /// <summary>Along <see cref="Axis.Columns"/>.</summary>
    internal required IReadOnlyList<string> Keys { get; init; }

    /// <summary>The number of rows, then the cohort's sums.</summary>
    internal required decimal[] Sums { get; init; }
}

/// <summary>Folds a batch's contributions into one delta per cell. Not thread-safe.</summary>
internal sealed class CellFold
{
    private readonly Dictionary<CellKey, decimal[]> _cells = [];

    /// <summary>The cells that change.</summary>
    internal List<KeyValuePair<CellKey, decimal[]>> Changed => [.. _cells.Where(c => c.Value.Any(sum => sum != 0))];

    internal void Add(Contribution one)
    {
        foreach (var axis in one.Cohort.Axes)
        {
            foreach (var level in axis.Levels)
            {
                if (one.Area.Length >= level || axis.WithAreasAbove)
                {
                    var area = one.Area[..Math.Min(level, one.Area.Length)];
                    Add(new CellKey(one.Cohort, axis, level, area, one.Month, KeyAt(one, axis, 0), KeyAt(one, axis, 1), one.Value), one.Sums);
                }
            }
        }
    }

    private static string KeyAt(Contribution one, Axis axis, int place) => place < axis.KeyPlaces.Count ? one.Keys[axis.KeyPlaces[place]] : "";

    private void Add(CellKey key, decimal[] sums)
    {
        if (!_cells.TryGetValue(key, out var cell))
        {
            _cells.Add(key, cell = new decimal[sums.Length]);
        }

        for (var i = 0; i < sums.Length; i++)
        {
            cell[i] += sums[i];
        }
    }
}
