using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Mediation.Reporting.Spreadsheets;

namespace Mediation.Reporting.Tests;

public sealed class WorkbooksReadBack
{
    private static readonly byte[] File = Workbook.Write(
        new Worksheet("一月/二月", [20, 12], [[Cell.Of("类型", CellStyle.Header), Cell.Of("件数", CellStyle.Header)], [Cell.Of("=1+1\u0001"), Cell.Of(1234.5m, CellStyle.Yuan)], [Cell.Of("—"), Cell.Of((decimal?)null)]])
        {
            HeaderRows = 1, Landscape = true, Merged = ["A3:B3"],
        },
        new Worksheet("", [], Enumerable.Range(0, 1_000).Select(n => (IReadOnlyList<Cell>)[Cell.Of(n)])));

    [Fact]
    public void cells_are_what_was_written_and_text_is_never_a_formula()
    {
        var sheets = XlsxReading.Read(File);
        sheets.Keys.ShouldBe(["一月二月", "2"]);
        sheets["一月二月"]["A2"].ShouldBe("=1+1");
        sheets["一月二月"]["B2"].ShouldBe("1234.5");
        sheets["一月二月"].ShouldNotContainKey("B3");
        sheets["2"]["A1000"].ShouldBe("999");
    }

    [Fact]
    public void the_file_is_valid_open_xml()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(File), isEditable: false);
        new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath} {e.Description}").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void columns_have_letters(int column, string name) => Workbook.ColumnName(column).ShouldBe(name);
}
