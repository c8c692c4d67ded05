using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Mediation.Workflow.Forms;

/// <summary>Papers as DOCX, each on a page of its own, with the case's number above and page x of y below.</summary>
internal static class DocxRenderer
{
    internal static MemoryStream Render(IReadOnlyList<Paper> papers, string caseNumber)
    {
        var file = new MemoryStream();
        using (var document = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            DocxStyles.Add(main);
            var header = main.AddNewPart<HeaderPart>();
            header.Header = new Header(DocxParts.Paragraph("Small", Framing.Printable(caseNumber), JustificationValues.Right));
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new Footer(DocxParts.PageNumbers());
            var body = new Body();
            for (var i = 0; i < papers.Count; i++)
            {
                body.Append(Title(papers[i].Title, newPage: i > 0));
                Write(body, papers[i].Blocks);
            }

            body.Append(Section(main.GetIdOfPart(header), main.GetIdOfPart(footer)));
            main.Document = new Document(body);
        }

        file.Position = 0;
        return file;
    }

    private static void Write(Body body, IReadOnlyList<Block> blocks)
    {
        for (var i = 0; i < blocks.Count;)
        {
            var framed = blocks.Skip(i).TakeWhile(Framing.IsFramed).ToList();
            if (framed.Count > 0)
            {
                body.Append(DocxTables.OfFields(framed));
                // Two tables that touch become one.
                body.Append(DocxParts.Paragraph("Gap", ""));
                i += framed.Count;
                continue;
            }

            body.Append(Free(blocks[i++]));
        }
    }

    private static IEnumerable<OpenXmlElement> Free(Block block) => block switch
    {
        Statement statement => [DocxParts.Paragraph("Statement", Framing.Printable(statement.Words))],
        Grid grid =>
        [
            .. grid.Label.Length > 0 ? [DocxParts.Paragraph("Label", grid.Label)] : Array.Empty<OpenXmlElement>(),
            DocxTables.OfGrid(grid), DocxParts.Paragraph("Gap", ""),
        ],
        SignLine line => [DocxTables.OfSignature(line), DocxParts.Paragraph("Gap", "")],
        // A form shows no pictures; only the dossier does.
        Picture picture => [DocxParts.Paragraph("Statement", Framing.Printable(picture.Caption))],
        _ => [],
    };

    private static Paragraph Title(string title, bool newPage)
    {
        var paragraph = DocxParts.Paragraph("Title", title);
        if (newPage)
        {
            paragraph.ParagraphProperties!.PageBreakBefore = new PageBreakBefore();
        }

        return paragraph;
    }

    // A4 in twentieths of a point.
    private static SectionProperties Section(string header, string footer) => new(
        new HeaderReference { Type = HeaderFooterValues.Default, Id = header },
        new FooterReference { Type = HeaderFooterValues.Default, Id = footer },
        new PageSize { Width = 11906, Height = 16838 },
        new PageMargin { Top = 1247, Bottom = 1134, Left = 1417, Right = 1134, Header = 567, Footer = 567, Gutter = 0 });
}
