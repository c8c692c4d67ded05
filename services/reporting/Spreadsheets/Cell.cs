namespace Mediation.Reporting.Spreadsheets;

/// <summary>How a cell looks; its place in the list of formats of <see cref="Formats"/>.</summary>
internal enum CellStyle
{
    Text,
    Title,
    Header,
    Note,
    Whole,
    Yuan,
    Percent,
    Ratio,
    TotalText,
    TotalWhole,
}

/// <summary>A text, a number or nothing.</summary>
internal readonly record struct Cell(string? Text, decimal? Number, CellStyle Style)
{
    internal static Cell Of(string? text, CellStyle style = CellStyle.Text) => new(text, null, style);

    /// <summary>What is not known stays blank: it is not zero.</summary>
    internal static Cell Of(decimal? number, CellStyle style = CellStyle.Whole) => new(null, number, style);
}

/// <summary>A sheet of a workbook, written row by row: rows may be made while they are written.</summary>
/// <param name="Name">On its tab; what a tab cannot show is left out.</param>
/// <param name="Widths">Of the columns, in characters.</param>
/// <param name="Rows">Cells from the first column on.</param>
internal sealed record Worksheet(string Name, IReadOnlyList<double> Widths, IEnumerable<IReadOnlyList<Cell>> Rows)
{
    /// <summary>Rows that stay when one scrolls, and stand on each page when it is printed.</summary>
    internal int HeaderRows { get; init; }

    /// <summary>Ranges of cells that are one, such as A1:F1.</summary>
    internal IReadOnlyList<string> Merged { get; init; } = [];

    internal bool Landscape { get; init; }
}
