using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Sheets;

/// <summary>A sheet as a page to print. Its policy lets nothing in but its own style.</summary>
internal static class SheetPage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // One face only, what is bold is drawn with a thicker line: Chromium copies each face whole, 20 to 27 MB, several times for each print, half
    // a second to a second.
    private const string Style =
        """
        @page { size: A4 ORIENTATION; margin: 14mm 12mm 16mm;
          @bottom-center { content: "第 " counter(page) " 页　共 " counter(pages) " 页"; font: 9pt 'Noto Serif CJK SC', 'SimSun', serif; } }
        body { font: 9pt/1.4 'Noto Serif CJK SC', 'SimSun', serif; margin: 0; color: #000; overflow-wrap: anywhere; }
        h1, h2 { font-weight: normal; line-height: 1.5; margin: 0; -webkit-text-stroke: .3pt; }
        h1 { font-size: 16pt; text-align: center; letter-spacing: 2pt; }
        h2 { font-size: 10pt; margin: 3mm 0 1mm; break-after: avoid; }
        p { margin: 1mm 0; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; }
        thead { display: table-header-group; }
        tr { break-inside: avoid; }
        th, td { border: .5pt solid #000; padding: .6mm 1.5mm; }
        th { font-weight: normal; background: #f2f2f2; }
        tr:first-child th:first-child { width: 26%; }
        td { text-align: right; }
        td:first-child { text-align: left; }
        tr.total td { -webkit-text-stroke: .25pt; }
        tr.detail td:first-child { padding-left: 2em; }
        .sign { margin-top: 8mm; break-inside: avoid; }
        """;

    internal static PrintJob Of(Sheet sheet, string state)
    {
        var wide = sheet.Sections.Max(s => s.Columns.Count) > 6;
        var style = Style.Replace("ORIENTATION", wide ? "landscape" : "portrait", StringComparison.Ordinal);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var html = new StringBuilder(
            $"""
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>{Encode(sheet.Title)}</title><style>{style}</style></head><body>
            <h1>{Encode(sheet.Title)}</h1><p>{Encode(SheetWords.HeadOf(sheet, state))}</p>
            """);
        foreach (var section in sheet.Sections)
        {
            Write(html, section);
        }

        html.Append($"<p class=\"sign\">{Encode(SheetWords.Signatures)}</p></body></html>");
        return new PrintJob(html.ToString(), $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    }

    private static void Write(StringBuilder html, SheetSection section)
    {
        var grouped = section.Columns.Any(c => c.Group is not null);
        html.Append($"<h2>{Encode(section.Name)}</h2><table><thead><tr><th{(grouped ? " rowspan=\"2\"" : "")}>{Encode(section.RowHead)}</th>");
        if (grouped)
        {
            foreach (var group in section.Columns.GroupBy(c => c.Group))
            {
                html.Append($"<th colspan=\"{group.Count()}\">{Encode(group.Key)}</th>");
            }

            html.Append("</tr><tr>");
        }

        foreach (var column in section.Columns)
        {
            html.Append($"<th>{Encode(column.Name)}</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in section.Rows)
        {
            html.Append($"<tr class=\"{(row.Kind == RowKind.Total ? "total" : row.Kind == RowKind.Detail ? "detail" : "plain")}\"><td>{Encode(row.Name)}</td>");
            foreach (var (i, column) in section.Columns.Index())
            {
                html.Append($"<td>{Encode(SheetWords.Text(row.Cells[i], SheetWords.FormatOf(row, column)))}</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
    }

    private static string Encode(string? text) => Encoder.Encode(text ?? "");
}
