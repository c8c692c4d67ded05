namespace Mediation.Workflow.Forms;

/// <summary>One printed paper: said once here, written as DOCX and as HTML by one renderer each, so that the two cannot differ.</summary>
/// <param name="Anchor">Unique in a dossier, for the catalogue's page numbers.</param>
internal sealed record Paper(string Title, IReadOnlyList<Block> Blocks, string? Anchor = null);

/// <summary>A part of a paper, top to bottom.</summary>
internal abstract record Block;

/// <summary>A label with its value beside it, in a frame. Without a value there is a line to write on.</summary>
/// <param name="Lines">How many lines to write on where the value is missing.</param>
internal sealed record Field(string Label, string? Value, int Lines = 1) : Block;

/// <summary>Two short fields in one row.</summary>
internal sealed record Pair(Field Left, Field Right) : Block;

/// <summary>A heading above fields.</summary>
internal sealed record Heading(string Label) : Block;

/// <summary>What is asked or agreed, point by point; empty ones are lines to write on.</summary>
internal sealed record Numbered(string Label, IReadOnlyList<string> Items, int Lines = 3) : Block;

/// <summary>Words that stand on every copy of the form.</summary>
internal sealed record Statement(string Words) : Block;

/// <summary>Columns with a row each; without rows there are empty ones to write in.</summary>
/// <param name="Widths">Shares of the width.</param>
/// <param name="Anchors">Where in the dossier each row's second column leads.</param>
internal sealed record Grid(string Label, IReadOnlyList<string> Heads, IReadOnlyList<int> Widths, IReadOnlyList<IReadOnlyList<string?>> Rows, int EmptyRows = 4,
    IReadOnlyList<string>? Anchors = null) : Block;

/// <summary>A line for a signature, a finger-print or a seal, with the date beside it.</summary>
/// <param name="Who">Who signs, with the name where it is known.</param>
/// <param name="Signed">Day on which it was signed, as far as it is on record.</param>
internal sealed record SignLine(string Who, string? Name = null, DateOnly? Signed = null) : Block;

/// <summary>A picture from the files of the case, as wide as the page allows.</summary>
/// <param name="Page">Of a file that has several: each is bound as a page of its own.</param>
internal sealed record Picture(Guid EvidenceId, string Caption, int? Page = null) : Block;

/// <summary>Whose hand signs what, in the words of the printed forms.</summary>
internal static class Hands
{
    internal const string Print = "（签名或捺印）";
    internal const string Sign = "（签名）";
    internal const string Seal = "（盖章）";
}
