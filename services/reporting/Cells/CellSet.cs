using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Cells;

/// <summary>Cells along an axis at a level.</summary>
/// <param name="Axis">Null where they are stored nowhere: others are added up from them.</param>
/// <param name="Level">Digits of their areas; what lies above has cells here too, which are stored only where the axis says so.</param>
/// <param name="Area">Where the level stands among those of a row's areas.</param>
/// <param name="Cohorts">Of which cohorts, a bit each.</param>
/// <param name="Keys">Where their keys stand among a row's.</param>
internal sealed record CellSet(Axis? Axis, int Level, int Area, uint Cohorts, int[] Keys)
{
    /// <summary>Whether the cells of an area are stored.</summary>
    internal bool HasArea(string area) => Axis is not null && (area.Length >= Level || Axis.WithAreasAbove);

    /// <summary>Whether its cells are sums of the other's: of the same axis at a finer level or by month, or of a pair's keys and more.</summary>
    internal bool IsSumOf(CellSet other) => other.Cohorts == Cohorts
        && (other.Axis is null ? other.Level == Level && IsPair && Keys.All(other.Keys.Contains)
            : other.Axis == Axis ? other.Level > Level
            : Axis is not null && Axis == other.Axis.ByYear && other.Level == Level);

    internal bool IsPair => Axis is not null && Keys.Length == 2;
}
