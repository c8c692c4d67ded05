namespace Mediation.Reporting.Rebuilding;

/// <summary>Whether a sum of cells is of whole numbers, and the how-manieth it is among them or among the others.</summary>
internal readonly record struct SumColumn(bool IsWhole, int At)
{
    internal static SumColumn[] Of(bool[] whole) =>
        [.. whole.Select((isWhole, i) => new SumColumn(isWhole, whole[..i].Count(other => other == isWhole)))];

    internal decimal In(FoldedCells cells, int cell) => IsWhole ? cells.Whole(cell)[At] : cells.Exact(cell)[At];
}
