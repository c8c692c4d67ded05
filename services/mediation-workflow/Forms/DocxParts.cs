using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Mediation.Workflow.Forms;

/// <summary>Paragraphs and runs.</summary>
internal static class DocxParts
{
    internal static Paragraph Paragraph(string style, string text, JustificationValues? justification = null)
    {
        var properties = new ParagraphProperties(new ParagraphStyleId { Val = style });
        if (justification is { } value)
        {
            properties.Justification = new Justification { Val = value };
        }

        return text.Length == 0 ? new Paragraph(properties) : new Paragraph(properties, Run(text));
    }

    internal static Run Run(string text) => new(new Text(text) { Space = SpaceProcessingModeValues.Preserve });

    /// <summary>A line to write on.</summary>
    internal static Paragraph Line(string text = "") => Paragraph("Line", text);

    internal static Paragraph PageNumbers()
    {
        var paragraph = Paragraph("Small", "第 ", JustificationValues.Center);
        paragraph.Append(Number("PAGE"), Run(" 页　共 "), Number("NUMPAGES"), Run(" 页"));
        return paragraph;
    }

    private static SimpleField Number(string code) => new(Run("1")) { Instruction = $" {code} " };
}

/// <summary>Styles by name. The fonts are free ones; where they are not installed, Word takes those of the same kind that every Chinese office has.</summary>
internal static class DocxStyles
{
    private const string Song = "Noto Serif CJK SC";
    private const string Hei = "Noto Sans CJK SC";

    internal static void Add(MainDocumentPart main)
    {
        var part = main.AddNewPart<StyleDefinitionsPart>();
        part.Styles = new Styles(
            new DocDefaults(
                new RunPropertiesDefault(new RunPropertiesBaseStyle(
                    new RunFonts { Ascii = "Times New Roman", HighAnsi = "Times New Roman", EastAsia = Song, ComplexScript = "Times New Roman" },
                    new FontSize { Val = "24" }, new Languages { Val = "zh-CN", EastAsia = "zh-CN" })),
                new ParagraphPropertiesDefault()),
            Style("Normal", "24", spacing: "320", isDefault: true),
            Style("Title", "36", Hei, before: "120", after: "240", center: true, keep: true),
            Style("Label", "24", Hei, before: "60", after: "60", keep: true),
            Style("Statement", "24", spacing: "400", before: "60", after: "60"),
            Style("Gap", "8", spacing: "100"),
            Style("Small", "18"),
            Lined());
        main.AddNewPart<FontTablePart>().Fonts = new Fonts(Font(Song, "SimSun"), Font(Hei, "SimHei"));
    }

    private static Font Font(string name, string otherwise) =>
        new(new AltName { Val = otherwise }, new FontCharSet { Val = "86" }) { Name = name };

    private static Style Style(
        string name, string size, string? font = null, string? spacing = null, string? before = null, string? after = null, bool center = false, bool keep = false,
        bool isDefault = false)
    {
        var paragraph = new StyleParagraphProperties();
        if (keep)
        {
            paragraph.KeepNext = new KeepNext();
        }

        paragraph.SpacingBetweenLines = new SpacingBetweenLines { Before = before ?? "0", After = after ?? "0" };
        if (spacing is not null)
        {
            paragraph.SpacingBetweenLines.Line = spacing;
            paragraph.SpacingBetweenLines.LineRule = LineSpacingRuleValues.AtLeast;
        }

        if (center)
        {
            paragraph.Justification = new Justification { Val = JustificationValues.Center };
        }

        var run = new StyleRunProperties();
        if (font is not null)
        {
            run.RunFonts = new RunFonts { EastAsia = font };
        }

        run.FontSize = new FontSize { Val = size };
        return new Style(new StyleName { Val = name }, paragraph, run) { Type = StyleValues.Paragraph, StyleId = name, Default = isDefault ? true : null };
    }

    private static Style Lined()
    {
        var style = Style("Line", "24", spacing: "400");
        style.StyleParagraphProperties!.ParagraphBorders = new ParagraphBorders(
            new BottomBorder { Val = BorderValues.Single, Size = 4, Color = "808080", Space = 1 },
            // Without it neighbours with the same border share one.
            new BetweenBorder { Val = BorderValues.Single, Size = 4, Color = "808080", Space = 1 });
        return style;
    }
}
