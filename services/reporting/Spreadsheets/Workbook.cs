using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Excel = DocumentFormat.OpenXml.Spreadsheet;

namespace Mediation.Reporting.Spreadsheets;

/// <summary>Writes XLSX: row after row, never as a tree, so that a long list takes no more memory than its file.</summary>
internal static class Workbook
{
    internal const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const int LongestName = 31;
    private const string NotInNames = "[]:*?/\\'";

    internal static byte[] Write(params IReadOnlyList<Worksheet> sheets)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Formats.Stylesheet();
            var tabs = new Excel.Sheets();
            var titles = new Excel.DefinedNames();
            for (var i = 0; i < sheets.Count; i++)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                Write(part, sheets[i]);
                var name = NameOf(sheets[i], i);
                tabs.Append(new Excel.Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)(i + 1), Name = name });
                if (sheets[i].HeaderRows > 0)
                {
                    titles.Append(new Excel.DefinedName($"'{name}'!$1:${sheets[i].HeaderRows}") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i });
                }
            }

            workbook.Workbook = new Excel.Workbook(tabs);
            if (titles.HasChildren)
            {
                workbook.Workbook.Append(titles);
            }
        }

        return file.ToArray();
    }

    private static void Write(WorksheetPart part, Worksheet sheet)
    {
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartElement(new Excel.Worksheet());
        writer.WriteElement(new Excel.SheetProperties(new Excel.PageSetupProperties { FitToPage = true }));
        writer.WriteElement(new Excel.SheetViews(View(sheet)));
        if (sheet.Widths.Count > 0)
        {
            writer.WriteElement(new Excel.Columns(sheet.Widths.Select((width, i) =>
                new Excel.Column { Min = (uint)(i + 1), Max = (uint)(i + 1), Width = width, CustomWidth = true })));
        }

        writer.WriteStartElement(new Excel.SheetData());
        foreach (var (i, row) in sheet.Rows.Index())
        {
            writer.WriteStartElement(new Excel.Row { RowIndex = (uint)(i + 1) });
            foreach (var (column, cell) in row.Index())
            {
                Write(writer, cell, $"{ColumnName(column)}{i + 1}");
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
        if (sheet.Merged.Count > 0)
        {
            writer.WriteElement(new Excel.MergeCells(sheet.Merged.Select(range => new Excel.MergeCell { Reference = range })));
        }

        writer.WriteElement(new Excel.PageSetup
        {
            PaperSize = 9, FitToHeight = 0, Orientation = sheet.Landscape ? Excel.OrientationValues.Landscape : Excel.OrientationValues.Portrait,
        });
        writer.WriteEndElement();
    }

    private static Excel.SheetView View(Worksheet sheet)
    {
        var view = new Excel.SheetView { WorkbookViewId = 0 };
        if (sheet.HeaderRows > 0)
        {
            view.Append(new Excel.Pane
            {
                VerticalSplit = sheet.HeaderRows, TopLeftCell = $"A{sheet.HeaderRows + 1}",
                ActivePane = Excel.PaneValues.BottomLeft, State = Excel.PaneStateValues.Frozen,
            });
        }

        return view;
    }

    // Text lies in its cell and is never a formula, whatever it begins with.
    private static void Write(OpenXmlWriter writer, Cell cell, string reference)
    {
        var written = new Excel.Cell { CellReference = reference, StyleIndex = (uint)cell.Style };
        if (cell.Number is { } number)
        {
            written.CellValue = new Excel.CellValue(number.ToString(CultureInfo.InvariantCulture));
        }
        else if (cell.Text is { Length: > 0 } text)
        {
            written.DataType = Excel.CellValues.InlineString;
            written.InlineString = new Excel.InlineString(new Excel.Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve });
        }

        writer.WriteElement(written);
    }

    /// <summary>A, B … Z, AA …</summary>
    internal static string ColumnName(int column) =>
        column < 26 ? $"{(char)('A' + column)}" : ColumnName((column / 26) - 1) + ColumnName(column % 26);

    private static string NameOf(Worksheet sheet, int place)
    {
        var name = string.Concat(Printable(sheet.Name).Where(c => !NotInNames.Contains(c, StringComparison.Ordinal)));
        return name.Length == 0 ? $"{place + 1}" : name.Length > LongestName ? name[..LongestName] : name;
    }

    // XML has no place for the other characters.
    private static string Printable(string text) =>
        string.Concat(text.EnumerateRunes().Where(r => r.Value is '\t' or '\n' or (>= ' ' and not (0xFFFE or 0xFFFF)) && r != Rune.ReplacementChar));
}
