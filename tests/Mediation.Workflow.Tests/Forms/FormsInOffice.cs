using System.Diagnostics;
using System.Text;
using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Tests.Forms;

/// <summary>Every form opened in LibreOffice and laid out: the Chinese font is there, every word comes out again, and none lies off the page.</summary>
public sealed class FormsInOffice : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("forms-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Each_form_is_laid_out_with_every_glyph_and_every_word()
    {
        var papers = FormCatalog.All.ToDictionary(f => f.Code, f => f.Papers(SomeCase.Whole(longText: 150)));
        foreach (var (code, of) in papers)
        {
            await using var target = File.Create(Path.Combine(_folder.FullName, $"{code}.docx"));
            await using var file = DocxRenderer.Render(of, "（2026）段人调字第0001号");
            await file.CopyToAsync(target);
        }

        // All in one call: starting the office takes longer than its work.
        await RunAsync(
            "soffice", [$"-env:UserInstallation=file://{_folder.FullName}/profile", "--headless", "--convert-to", "pdf", "--outdir", _folder.FullName,
            .. papers.Keys.Select(code => Path.Combine(_folder.FullName, $"{code}.docx"))]);
        foreach (var (code, of) in papers)
        {
            var pdf = Path.Combine(_folder.FullName, $"{code}.pdf");
            var text = Squeezed(await RunAsync("pdftotext", ["-raw", pdf, "-"]));
            foreach (var word in WordsOf(of))
            {
                text.ShouldContain(word, Shouldly.Case.Sensitive, $"{code}: {word}");
            }

            text.ShouldContain("（2026）段人调字第0001号");
            var fonts = await RunAsync("pdffonts", [pdf]);
            fonts.ShouldContain("NotoSerifCJK", Shouldly.Case.Sensitive, code);
            fonts.Split('\n').Skip(2).Where(line => line.Length > 0).ShouldAllBe(line => line.Contains(" yes ", StringComparison.Ordinal));
            await NothingOffThePageAsync(pdf);
        }
    }

    private async Task NothingOffThePageAsync(string pdf)
    {
        var boxes = Path.Combine(_folder.FullName, "boxes.html");
        await RunAsync("pdftotext", ["-bbox", pdf, boxes]);
        var page = (Width: 0d, Height: 0d);
        foreach (var node in System.Xml.Linq.XDocument.Load(boxes).Descendants())
        {
            double Number(string name) => double.Parse(node.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
            if (node.Name.LocalName == "page")
            {
                page = (Number("width"), Number("height"));
            }
            else if (node.Name.LocalName == "word")
            {
                (Number("xMin") >= 20 && Number("xMax") <= page.Width - 20 && Number("yMin") >= 20 && Number("yMax") <= page.Height - 20)
                    .ShouldBeTrue($"{Path.GetFileName(pdf)}: {node}");
            }
        }
    }

    // Lines break anywhere, so a long text is looked for by its pieces; rows of a table come out cell by cell.
    private static IEnumerable<string> WordsOf(IReadOnlyList<Paper> papers) => papers.SelectMany(p => p.Blocks).SelectMany(block => block switch
    {
        Field f => (string?[])[f.Label, f.Value],
        Pair p => [p.Left.Label, p.Left.Value, p.Right.Label, p.Right.Value],
        Numbered n => [n.Label, .. n.Items],
        Statement s => [s.Words],
        Grid g => [.. g.Heads, .. g.Rows.SelectMany(r => r)],
        SignLine s => [s.Name],
        Heading h => [h.Label],
        _ => [],
    }).OfType<string>().SelectMany(text => text.Split('\n')).SelectMany(line => Squeezed(line).Chunk(4).Select(c => new string(c))).Where(piece => piece.Length == 4);

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\f'));

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program}: {await error}");
        return output;
    }
}
