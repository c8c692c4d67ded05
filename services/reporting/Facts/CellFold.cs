using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Facts;

/// <summary>A cell's place. Ordered, so that all writers lock cells in one order.</summary>
internal readonly record struct CellKey(string Metric, Axis Axis, int Level, string Area, DateOnly Month, string Key, string Reason)
    : IComparable<CellKey>
{
    public int CompareTo(CellKey other)
    {
        var order = string.CompareOrdinal(Metric, other.Metric);
        order = order != 0 ? order : string.CompareOrdinal(Axis.Name, other.Axis.Name);
        order = order != 0 ? order : Level.CompareTo(other.Level);
        order = order != 0 ? order : string.CompareOrdinal(Area, other.Area);
        order = order != 0 ? order : Month.CompareTo(other.Month);
        order = order != 0 ? order : string.CompareOrdinal(Key, other.Key);
        return order != 0 ? order : string.CompareOrdinal(Reason, other.Reason);
    }

    // Metric, axis and level differ little from one to the next; the rest tells cells apart well enough.
    public override int GetHashCode() => HashCode.Combine(Metric[^1], Axis.Name.Length, Area, Month.DayNumber, Key);

    public bool Equals(CellKey other) => CompareTo(other) == 0;
}

/// <summary>What is added to a cell.</summary>
internal sealed class CellDelta
{
    internal long Disputes { get; set; }

    internal long Numerator { get; set; }

    internal long Open { get; set; }

    internal bool IsZero => Disputes == 0 && Numerator == 0 && Open == 0;
}

/// <summary>What one dispute counts for in one metric, or counts for no more (sign -1).</summary>
internal sealed record Contribution(string Metric, DateOnly Month, string Reason, bool Numerator, bool Open, string Area, int Sign)
{
    /// <summary>Keys along the axes of <see cref="Axis.All"/>.</summary>
    internal required IReadOnlyList<string> Keys { get; init; }
}

/// <summary>Folds a batch's contributions into one delta per cell. Not thread-safe.</summary>
internal sealed class CellFold
{
    private readonly Dictionary<CellKey, CellDelta> _cells = [];

    /// <summary>The cells that change, in the order in which they must be written.</summary>
    internal List<KeyValuePair<CellKey, CellDelta>> Changed => [.. _cells.Where(c => !c.Value.IsZero).OrderBy(c => c.Key)];

    internal void Add(Contribution one)
    {
        for (var i = 0; i < Axis.All.Count; i++)
        {
            var axis = Axis.All[i];
            foreach (var level in axis.Levels)
            {
                if (one.Area.Length >= level || axis.WithAreasAbove)
                {
                    var area = one.Area[..Math.Min(level, one.Area.Length)];
                    Add(new CellKey(one.Metric, axis, level, area, one.Month, one.Keys[i], one.Reason), one);
                }
            }
        }
    }

    private void Add(CellKey key, Contribution one)
    {
        if (!_cells.TryGetValue(key, out var cell))
        {
            _cells.Add(key, cell = new CellDelta());
        }

        cell.Disputes += one.Sign;
        cell.Numerator += one.Numerator ? one.Sign : 0;
        cell.Open += one.Open ? one.Sign : 0;
    }
}
