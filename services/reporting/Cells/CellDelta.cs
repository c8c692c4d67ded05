namespace Mediation.Reporting.Cells;

/// <summary>What is added to the cells of one table.</summary>
/// <param name="cells">What is added.</param>
/// <param name="name">The table: that of the cells, or one like it.</param>
/// <param name="days">Of a table like it its further columns, and the day that all of these cells have there.</param>
internal sealed class CellDelta(FoldedCells cells, string name, params IReadOnlyList<(string Column, DateOnly Day)> days)
{
    internal FoldedCells Cells { get; } = cells;

    internal string Name { get; } = name;

    internal IReadOnlyList<(string Column, DateOnly Day)> Days { get; } = days;

    internal IReadOnlyList<string> Columns => [.. Days.Select(day => day.Column)];

    /// <summary>Cells that something is added to.</summary>
    internal IReadOnlyList<(CellPlace Place, int Cell)> Adding { get; } = cells.Adding;

    private HashSet<int> Changed => field ??= [.. Spreading.Select(cell => cell.Cell)];

    /// <summary>Those whose histogram changes.</summary>
    internal IReadOnlyList<(CellPlace Place, int Cell)> Spreading => field ??=
        Cells.Table.Spread is null ? [] : [.. Adding.Where(cell => !Cells.SpreadOf(cell.Cell).IsEmpty)];

    /// <summary>What becomes of the histogram of one of those in <see cref="Adding"/>, when what there is has been added; null where it stays.</summary>
    internal byte[]? SpreadOf(int cell) => Changed.Contains(cell) ? Cells.SpreadOf(cell).Bytes : null;
}
