using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Mediation.Reporting.Spreadsheets;

/// <summary>The look of every <see cref="CellStyle"/>.</summary>
internal static class Formats
{
    private const uint WholeNumber = 3;      // #,##0
    private const uint TwoPlaces = 4;        // #,##0.00
    private const uint FourPlaces = 164;     // the first that is not built in

    internal static Stylesheet Stylesheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = FourPlaces, FormatCode = "0.0000" }),
        new Fonts(Font(10), Font(16, bold: true), Font(10, bold: true), Font(9)),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFF2F2F2" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border(), Thin()),
        new CellStyleFormats(new CellFormat()),
        // In the order of CellStyle.
        new CellFormats(
            Format(), Format(font: 1, framed: false, at: HorizontalAlignmentValues.Center), Format(font: 2, fill: 2, at: HorizontalAlignmentValues.Center),
            Format(font: 3, framed: false), Format(WholeNumber, at: HorizontalAlignmentValues.Right), Format(TwoPlaces, at: HorizontalAlignmentValues.Right),
            Format(TwoPlaces, at: HorizontalAlignmentValues.Right), Format(FourPlaces, at: HorizontalAlignmentValues.Right), Format(font: 2),
            Format(WholeNumber, font: 2, at: HorizontalAlignmentValues.Right)));

    private static Font Font(double size, bool bold = false)
    {
        var font = new Font();
        if (bold)
        {
            font.Append(new Bold());
        }

        font.Append(new FontSize { Val = size }, new FontName { Val = "SimSun" });
        return font;
    }

    private static Border Thin() => new(
        new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin },
        new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin });

    private static CellFormat Format(
        uint number = 0, uint font = 0, uint fill = 0, bool framed = true, EnumValue<HorizontalAlignmentValues>? at = null) =>
        new(new Alignment { Horizontal = at ?? HorizontalAlignmentValues.Left, Vertical = VerticalAlignmentValues.Center, WrapText = framed })
        {
            NumberFormatId = number, FontId = font, FillId = fill, BorderId = framed ? 1u : 0u,
            ApplyNumberFormat = number > 0, ApplyFont = true, ApplyFill = fill > 0, ApplyBorder = framed, ApplyAlignment = true,
        };
}
