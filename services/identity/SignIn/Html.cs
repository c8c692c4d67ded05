using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Mediation.Identity.SignIn;

/// <summary>Markup. Whatever is put into it by interpolation is encoded, unless it is markup itself.</summary>
internal readonly record struct Html(string Text)
{
    internal static readonly Html Empty = new("");

    internal static Html Of(HtmlBuilder markup) => new(markup.ToString());

    internal static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(p => p.Text)));

    public override string ToString() => Text;
}

[InterpolatedStringHandler]
internal readonly struct HtmlBuilder(int literalLength, int formattedCount)
{
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _text = new(literalLength + (formattedCount * 32));

    public void AppendLiteral(string markup) => _text.Append(markup);

    public void AppendFormatted(string? text) => _text.Append(_encoder.Encode(text ?? ""));

    public void AppendFormatted(Html markup) => _text.Append(markup.Text);

    public override string ToString() => _text.ToString();
}
