using DocumentFormat.OpenXml.Wordprocessing;

namespace Mediation.Workflow.Forms;

/// <summary>Tables of fields, grids and signature lines.</summary>
internal static class DocxTables
{
    // The text's width on A4, twentieths of a point.
    private const int Width = 9355;
    private static readonly int[] FieldWidths = [1900, 2778, 1900, 2777];

    internal static Table OfFields(IReadOnlyList<Block> blocks) => Framed(FieldWidths, blocks.Select(Row));

    internal static Table OfGrid(Grid grid)
    {
        var all = grid.Widths.Sum();
        int[] widths = [.. grid.Widths.Select(w => Width * w / all)];
        var head = new TableRow(new TableRowProperties(new CantSplit(), new TableHeader()));
        head.Append(grid.Heads.Select((h, i) => Cell(widths[i], 1, [DocxParts.Paragraph("Normal", h, JustificationValues.Center)], shaded: true)));
        var rows = Framing.RowsOf(grid).Select(cells =>
        {
            var row = new TableRow(new TableRowProperties(new TableRowHeight { Val = 454, HeightType = HeightRuleValues.AtLeast }));
            row.Append(cells.Select((cell, i) => Cell(widths[i], 1, Paragraphs(cell))));
            return row;
        });
        return Framed(widths, rows.Prepend(head));
    }

    /// <summary>Who, a line to sign on, and the date beside it.</summary>
    internal static Table OfSignature(SignLine line)
    {
        int[] widths = [6155, 3200];
        var table = new Table(new TableProperties(
            new TableWidth { Width = $"{Width}", Type = TableWidthUnitValues.Dxa }, new TableLayout { Type = TableLayoutValues.Fixed }), GridOf(widths));
        table.Append(new TableRow(
            new TableRowProperties(new CantSplit(), new TableRowHeight { Val = 624, HeightType = HeightRuleValues.AtLeast }),
            Cell(widths[0], 1, [DocxParts.Line(Framing.Printable($"{line.Who}：{line.Name}"))]),
            Cell(widths[1], 1, [DocxParts.Line(Framing.DateOf(line))])));
        return table;
    }

    private static TableRow Row(Block block)
    {
        var row = new TableRow(new TableRowProperties(new TableRowHeight { Val = 510, HeightType = HeightRuleValues.AtLeast }));
        switch (block)
        {
            case Field field:
                row.Append(Label(field.Label, 1), Cell(FieldWidths[1..].Sum(), 3, Value(field)));
                break;
            case Pair(var left, var right):
                row.Append(Label(left.Label, 1), Cell(FieldWidths[1], 1, Value(left)), Label(right.Label, 1), Cell(FieldWidths[3], 1, Value(right)));
                break;
            case Heading heading:
                row.TableRowProperties!.Append(new CantSplit());
                row.Append(Label(heading.Label, 4));
                break;
            case Numbered list:
                row.Append(Label(list.Label, 1), Cell(FieldWidths[1..].Sum(), 3, list.Items.Count > 0
                    ? list.Items.Select((item, n) => DocxParts.Paragraph("Normal", $"{n + 1}. {Framing.Printable(item)}"))
                    : Enumerable.Range(1, list.Lines).Select(n => DocxParts.Line($"{n}. "))));
                break;
        }

        return row;
    }

    private static TableCell Label(string label, int span)
    {
        var paragraph = DocxParts.Paragraph("Label", label, span == 1 ? JustificationValues.Center : JustificationValues.Left);
        return Cell(span == 1 ? FieldWidths[0] : Width, span, [paragraph], shaded: true);
    }

    private static IEnumerable<Paragraph> Value(Field field) =>
        string.IsNullOrWhiteSpace(field.Value) ? Enumerable.Range(0, field.Lines).Select(_ => DocxParts.Line()) : Paragraphs(field.Value);

    private static IEnumerable<Paragraph> Paragraphs(string? text) => string.IsNullOrWhiteSpace(text)
        ? [DocxParts.Paragraph("Normal", "")]
        : Framing.ParagraphsOf(text).Select(p => DocxParts.Paragraph("Normal", p)).DefaultIfEmpty(DocxParts.Paragraph("Normal", ""));

    private static TableCell Cell(int width, int span, IEnumerable<Paragraph> paragraphs, bool shaded = false)
    {
        var properties = new TableCellProperties(new TableCellWidth { Width = $"{width}", Type = TableWidthUnitValues.Dxa });
        if (span > 1)
        {
            properties.Append(new GridSpan { Val = span });
        }

        if (shaded)
        {
            properties.Append(new Shading { Val = ShadingPatternValues.Clear, Color = "auto", Fill = "F2F2F2" });
        }

        properties.Append(new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center });
        var cell = new TableCell(properties);
        cell.Append(paragraphs);
        return cell;
    }

    private static Table Framed(IReadOnlyList<int> widths, IEnumerable<TableRow> rows)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = $"{Width}", Type = TableWidthUnitValues.Dxa },
                new TableBorders(Border<TopBorder>(), Border<LeftBorder>(), Border<BottomBorder>(), Border<RightBorder>(), Border<InsideHorizontalBorder>(), Border<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed },
                new TableCellMarginDefault(
                    new TopMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellLeftMargin { Width = 100, Type = TableWidthValues.Dxa },
                    new BottomMargin { Width = "40", Type = TableWidthUnitValues.Dxa }, new TableCellRightMargin { Width = 100, Type = TableWidthValues.Dxa })),
            GridOf(widths));
        table.Append(rows);
        return table;
    }

    private static TableGrid GridOf(IEnumerable<int> widths) => new(widths.Select(w => new GridColumn { Width = $"{w}" }));

    private static T Border<T>() where T : BorderType, new() => new() { Val = BorderValues.Single, Size = 6, Color = "000000" };
}
