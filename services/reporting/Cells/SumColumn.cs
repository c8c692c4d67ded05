using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Cells;

/// <summary>Whether a sum of cells is of whole numbers, and the how-manieth it is among them or among the others.</summary>
internal readonly record struct SumColumn(bool IsWhole, int At)
{
    /// <summary>Of a cohort's cells: the number of rows, then its sums.</summary>
    internal static SumColumn[] Of(Cohort cohort)
    {
        bool[] whole = [true, .. cohort.Sums.Select(CellSql.IsWhole)];
        return [.. whole.Select((isWhole, i) => new SumColumn(isWhole, whole[..i].Count(other => other == isWhole)))];
    }

    internal decimal In(FoldedCells cells, int cell) => IsWhole ? cells.Whole(cell)[At] : cells.Exact(cell)[At];
}
