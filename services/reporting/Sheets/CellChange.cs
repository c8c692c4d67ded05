namespace Mediation.Reporting.Sheets;

/// <summary>A cell that a correction changed.</summary>
/// <param name="Cell">Section, row and column.</param>
/// <param name="Name">For people.</param>
/// <param name="Before">In the revision before; null where nothing was known, or no such row.</param>
/// <param name="After">In this one.</param>
internal sealed record CellChange(string Cell, string Name, decimal? Before, decimal? After)
{
    internal static IReadOnlyList<CellChange> Between(Sheet before, Sheet after)
    {
        var cells = Cells(before);
        var now = Cells(after);
        return
        [
            .. now.Keys.Concat(cells.Keys.Where(cell => !now.ContainsKey(cell)))
                .Select(cell => (Cell: cell, Then: cells.GetValueOrDefault(cell), Now: now.GetValueOrDefault(cell)))
                .Select(c => new CellChange(c.Cell, (c.Now ?? c.Then)!.Name, c.Then?.Value, c.Now?.Value))
                .Where(change => change.Before != change.After),
        ];
    }

    private static Dictionary<string, Named> Cells(Sheet sheet) => (
        from section in sheet.Sections
        from row in section.Rows
        from column in section.Columns.Index()
        select (Key: $"{section.Code}.{row.Code}.{column.Item.Code}", Named: new Named($"{section.Name}「{row.Name}」{column.Item.Words}", row.Cells[column.Index])))
        .ToDictionary(c => c.Key, c => c.Named, StringComparer.Ordinal);

    private sealed record Named(string Name, decimal? Value);
}
