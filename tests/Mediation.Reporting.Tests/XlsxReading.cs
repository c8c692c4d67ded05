using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Mediation.Reporting.Tests;

/// <summary>Reads a workbook as another program would.</summary>
internal static class XlsxReading
{
    /// <summary>Texts of cells by tab and reference; blank ones are left out.</summary>
    internal static Dictionary<string, Dictionary<string, string>> Read(byte[] file)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        var workbook = document.WorkbookPart!;
        return workbook.Workbook!.Sheets!.Elements<Sheet>().ToDictionary(
            tab => tab.Name!.Value!,
            tab => ((WorksheetPart)workbook.GetPartById(tab.Id!.Value!)).Worksheet!.Descendants<Cell>().Where(cell => cell.InnerText.Length > 0)
                .ToDictionary(cell => cell.CellReference!.Value!, cell => cell.InnerText));
    }
}
