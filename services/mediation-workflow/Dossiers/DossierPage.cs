using System.Security.Cryptography;
using System.Text;
using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Dossiers;

/// <summary>The dossier as one page to print. Its policy lets nothing in but its own style and the pictures.</summary>
internal sealed record DossierPage(string Html, string Policy)
{
    /// <param name="pictures">What the policy lets pictures come from.</param>
    /// <param name="picture">Address of a picture; null where it is not shown.</param>
    internal static DossierPage Of(PrintFacts facts, string pictures, Func<Picture, string?> picture)
    {
        var style = Style.Replace("CASE-NUMBER", CssText(facts.Case.CaseNumber), StringComparison.Ordinal);
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        var policy = $"default-src 'none'; style-src 'sha256-{hash}'; img-src {pictures}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        var papers = new HtmlRenderer(picture).Render(DossierBook.Of(facts));
        return new(
            $"""
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>{HtmlRenderer.Encode(facts.Case.CaseNumber)}</title>
            <meta name="referrer" content="no-referrer"><style>{style}</style></head><body>
            {papers}</body></html>
            """,
            policy);
    }

    /// <summary>As a CSS string may hold it: whatever is not a letter or a digit by its number.</summary>
    private static string CssText(string text) => string.Concat(
        text.EnumerateRunes().Select(r => Rune.IsLetterOrDigit(r) ? r.ToString() : $"\\{r.Value:X6}"));

    private const string Style =
        """
        @page { size: A4; margin: 22mm 20mm 20mm 25mm;
          @top-right { content: "CASE-NUMBER"; font: 9pt 'Noto Serif CJK SC', 'SimSun', serif; }
          @bottom-center { content: "第 " counter(page) " 页　共 " counter(pages) " 页"; font: 9pt 'Noto Serif CJK SC', 'SimSun', serif; } }
        body { font: 12pt/1.6 'Noto Serif CJK SC', 'SimSun', serif; margin: 0; color: #000; overflow-wrap: anywhere; }
        h1 { font: bold 18pt/1.5 'Noto Sans CJK SC', 'SimHei', sans-serif; text-align: center; margin: 0 0 5mm; letter-spacing: 2pt; }
        h2 { font: bold 12pt/1.5 'Noto Sans CJK SC', 'SimHei', sans-serif; margin: 3mm 0 1mm; break-after: avoid; }
        p { margin: 0; min-height: 1.6em; }
        a { color: inherit; text-decoration: none; }
        .paper + .paper { break-before: page; }
        table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 3mm; }
        th, td { border: .5pt solid #000; padding: 1.2mm 2mm; vertical-align: middle; text-align: left; }
        th { font-weight: normal; font-family: 'Noto Sans CJK SC', 'SimHei', sans-serif; background: #f2f2f2; text-align: center; }
        th.head { text-align: left; }
        tr:has(> .head) { break-after: avoid; }
        thead { display: table-header-group; }
        .l { width: 20%; } .v { width: 30%; }
        .line { border-bottom: .5pt solid #808080; height: 7.5mm; }
        .statement { margin: 2mm 0; text-indent: 2em; }
        .sign { display: flex; align-items: flex-end; gap: 8mm; margin: 5mm 0 3mm; break-inside: avoid; }
        .sign > span:first-child { flex: 1; display: flex; }
        .sign i { flex: 1; border-bottom: .5pt solid #000; margin-left: 2mm; min-width: 30mm; }
        .date { white-space: pre; }
        figure { margin: 0; text-align: center; break-inside: avoid; }
        figure img { max-width: 100%; max-height: 175mm; }
        figure.page { break-before: page; }
        figure.page img { max-height: 235mm; }
        @media screen { body { max-width: 210mm; margin: 10mm auto; padding: 0 15mm; } .paper { margin-bottom: 15mm; } }
        """;
}
