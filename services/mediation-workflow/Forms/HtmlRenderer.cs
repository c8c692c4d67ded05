using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Mediation.Workflow.Forms;

/// <summary>Papers as HTML. Every word of the case passes through one encoder; there is no script, and nothing is fetched but the pictures.</summary>
/// <param name="picture">Address of a picture by its file's id; null where it is not shown.</param>
internal sealed class HtmlRenderer(Func<Picture, string?> picture)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _html = new();

    internal static string Encode(string? text) => Encoder.Encode(text ?? "");

    internal string Render(IEnumerable<Paper> papers)
    {
        _html.Clear();
        foreach (var paper in papers)
        {
            _html.Append("<section class=\"paper\"").Append(paper.Anchor is { } anchor ? $" id=\"{Encode(anchor)}\"" : "").Append("><h1>").Append(Encode(paper.Title)).Append("</h1>");
            Write(paper.Blocks);
            _html.Append("</section>\n");
        }

        return _html.ToString();
    }

    private void Write(IReadOnlyList<Block> blocks)
    {
        for (var i = 0; i < blocks.Count;)
        {
            var framed = blocks.Skip(i).TakeWhile(Framing.IsFramed).ToList();
            if (framed.Count > 0)
            {
                _html.Append("<table class=\"fields\"><colgroup><col class=\"l\"><col class=\"v\"><col class=\"l\"><col class=\"v\"></colgroup>");
                framed.ForEach(Row);
                _html.Append("</table>");
                i += framed.Count;
                continue;
            }

            Free(blocks[i++]);
        }
    }

    private void Row(Block block)
    {
        _html.Append("<tr>");
        switch (block)
        {
            case Field field:
                _html.Append(CultureInfo.InvariantCulture, $"<th>{Encode(field.Label)}</th><td colspan=\"3\">{Value(field)}</td>");
                break;
            case Pair(var left, var right):
                _html.Append(CultureInfo.InvariantCulture, $"<th>{Encode(left.Label)}</th><td>{Value(left)}</td><th>{Encode(right.Label)}</th><td>{Value(right)}</td>");
                break;
            case Heading heading:
                _html.Append(CultureInfo.InvariantCulture, $"<th class=\"head\" colspan=\"4\">{Encode(heading.Label)}</th>");
                break;
            case Numbered list:
                var items = list.Items.Count > 0 ? list.Items.Select((item, n) => $"<p>{n + 1}. {Encode(item)}</p>")
                    : Enumerable.Range(1, list.Lines).Select(n => $"<p class=\"line\">{n}. </p>");
                _html.Append(CultureInfo.InvariantCulture, $"<th>{Encode(list.Label)}</th><td colspan=\"3\">{string.Concat(items)}</td>");
                break;
        }

        _html.Append("</tr>");
    }

    private void Free(Block block)
    {
        switch (block)
        {
            case Statement statement:
                _html.Append(CultureInfo.InvariantCulture, $"<p class=\"statement\">{Encode(statement.Words)}</p>");
                break;
            case Grid grid:
                Table(grid);
                break;
            case SignLine line:
                _html.Append(CultureInfo.InvariantCulture,
                    $"<p class=\"sign\"><span>{Encode(line.Who)}：{Encode(line.Name)}<i></i></span><span class=\"date\">{Encode(Framing.DateOf(line))}</span></p>");
                break;
            case Picture shown when picture(shown) is { } address:
                _html.Append(CultureInfo.InvariantCulture, $"<figure{(shown.Page is null ? "" : " class=\"page\"")}><img alt=\"\" src=\"{Encode(address)}\"><figcaption>{Encode(shown.Caption)}</figcaption></figure>");
                break;
            case Picture hidden:
                _html.Append(CultureInfo.InvariantCulture, $"<p class=\"statement\">{Encode(hidden.Caption)}</p>");
                break;
        }
    }

    private void Table(Grid grid)
    {
        if (grid.Label.Length > 0)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(grid.Label)}</h2>");
        }

        var all = grid.Widths.Sum();
        _html.Append("<table class=\"grid\"><thead><tr>");
        for (var i = 0; i < grid.Heads.Count; i++)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<th width=\"{100 * grid.Widths[i] / all}%\">{Encode(grid.Heads[i])}</th>");
        }

        _html.Append("</tr></thead><tbody>");
        foreach (var (number, row) in Framing.RowsOf(grid).Index())
        {
            _html.Append("<tr>");
            foreach (var (column, cell) in row.Index())
            {
                var leads = column == 1 && number < grid.Anchors?.Count;
                _html.Append(leads ? $"<td><a href=\"#{Encode(grid.Anchors![number])}\">" : "<td>").Append(Paragraphs(cell)).Append(leads ? "</a></td>" : "</td>");
            }

            _html.Append("</tr>");
        }

        _html.Append("</tbody></table>");
    }

    private static string Value(Field field) => string.IsNullOrWhiteSpace(field.Value)
        ? string.Concat(Enumerable.Repeat("<p class=\"line\"></p>", field.Lines))
        : Paragraphs(field.Value);

    private static string Paragraphs(string? text) => string.IsNullOrWhiteSpace(text) ? "<p class=\"empty\"></p>" : string.Concat(Framing.ParagraphsOf(text).Select(p => $"<p>{Encode(p)}</p>"));
}

/// <summary>What both renderers do alike.</summary>
internal static class Framing
{
    internal static bool IsFramed(Block block) => block is Field or Pair or Heading or Numbered;

    internal static string DateOf(SignLine line) => line.Signed is { } day ? PrintFacts.Day(day) : "　　　　年　　月　　日";

    internal static IReadOnlyList<IReadOnlyList<string?>> RowsOf(Grid grid) => grid.Rows.Count > 0 ? grid.Rows
        : [.. Enumerable.Repeat<IReadOnlyList<string?>>([.. grid.Heads.Select(_ => (string?)null)], grid.EmptyRows)];

    /// <summary>Characters that neither XML nor paper knows are left out.</summary>
    internal static string Printable(string? text) => text is null ? "" : string.Concat(text.EnumerateRunes().Where(IsPrintable).Select(r => r.ToString()));

    internal static IEnumerable<string> ParagraphsOf(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Select(Printable).Where(p => p.Length > 0);

    private static bool IsPrintable(Rune rune) => rune.Value >= 0x20 && rune.Value is not (>= 0x7F and < 0xA0) && rune.Value is not (0xFFFE or 0xFFFF or 0xFFFD);
}
