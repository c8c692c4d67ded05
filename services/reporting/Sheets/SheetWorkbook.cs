using Mediation.Reporting.Spreadsheets;

namespace Mediation.Reporting.Sheets;

/// <summary>A sheet as XLSX: its tables on one page below each other, as printed.</summary>
internal static class SheetWorkbook
{
    private const double NameWidth = 30;
    private const double NumberWidth = 11;

    internal static byte[] Of(Sheet sheet, string state)
    {
        var width = sheet.Sections.Max(s => s.Columns.Count) + 1;
        List<IReadOnlyList<Cell>> rows = [[Cell.Of(sheet.Title, CellStyle.Title)], [Cell.Of(SheetWords.HeadOf(sheet, state), CellStyle.Note)]];
        List<string> merged = [$"A1:{Workbook.ColumnName(width - 1)}1", $"A2:{Workbook.ColumnName(width - 1)}2"];
        foreach (var section in sheet.Sections)
        {
            rows.Add([Cell.Of(section.Name, CellStyle.Note)]);
            AddHead(section, rows, merged);
            rows.AddRange(section.Rows.Select(row => RowOf(section, row)));
        }

        rows.Add([]);
        rows.Add([Cell.Of(SheetWords.Signatures, CellStyle.Note)]);
        return Workbook.Write(new Worksheet($"{sheet.Code} {sheet.Month}", [NameWidth, .. Enumerable.Repeat(NumberWidth, width - 1)], rows)
        {
            Merged = merged, Landscape = width > 7,
        });
    }

    private static void AddHead(SheetSection section, List<IReadOnlyList<Cell>> rows, List<string> merged)
    {
        if (section.Columns.Any(c => c.Group is not null))
        {
            rows.Add([Cell.Of(section.RowHead, CellStyle.Header), .. section.Columns.Select(c => Cell.Of(c.Group, CellStyle.Header))]);
            merged.Add($"A{rows.Count}:A{rows.Count + 1}");
            foreach (var group in section.Columns.Index().GroupBy(c => c.Item.Group).Where(g => g.Count() > 1))
            {
                merged.Add($"{Workbook.ColumnName(group.First().Index + 1)}{rows.Count}:{Workbook.ColumnName(group.Last().Index + 1)}{rows.Count}");
            }
        }

        rows.Add([Cell.Of(section.RowHead, CellStyle.Header), .. section.Columns.Select(c => Cell.Of(c.Name, CellStyle.Header))]);
    }

    private static List<Cell> RowOf(SheetSection section, SheetRow row) =>
    [
        Cell.Of(row.Kind == RowKind.Detail ? $"　{row.Name}" : row.Name, row.Kind == RowKind.Total ? CellStyle.TotalText : CellStyle.Text),
        .. section.Columns.Select((column, i) => row.Cells[i] is { } number
            ? Cell.Of(number, StyleOf(row, SheetWords.FormatOf(row, column)))
            : Cell.Of(SheetWords.Dash, CellStyle.Whole)),
    ];

    private static CellStyle StyleOf(SheetRow row, NumberFormat format) => format switch
    {
        NumberFormat.Count => row.Kind == RowKind.Total ? CellStyle.TotalWhole : CellStyle.Whole,
        NumberFormat.Yuan => CellStyle.Yuan,
        _ => CellStyle.Percent,
    };
}
