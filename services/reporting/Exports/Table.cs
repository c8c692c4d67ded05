using System.Globalization;
using Mediation.Reporting.Spreadsheets;

namespace Mediation.Reporting.Exports;

/// <summary>A column: its name in CSV, which is that of the JSON member, and what stands above it for people.</summary>
internal sealed record Column(string Name, string Zh, double Width = 12);

/// <summary>What is exported, whatever the form: one row under the names, nothing above or below them.</summary>
/// <param name="Name">On the tab.</param>
/// <param name="Columns">From the first on.</param>
/// <param name="Rows">Each with a value for each column; may be made while they are written.</param>
internal sealed record Table(string Name, IReadOnlyList<Column> Columns, IEnumerable<IReadOnlyList<Value>> Rows)
{
    internal Worksheet ToSheet() => new(
        Name, [.. Columns.Select(c => c.Width)],
        Rows.Select(row => (IReadOnlyList<Cell>)[.. row.Select(v => v.ToCell())]).Prepend([.. Columns.Select(c => Cell.Of($"{c.Zh}\n{c.Name}", CellStyle.Header))]))
    {
        HeaderRows = 1, Landscape = true,
    };
}

/// <summary>A text, a number, or nothing: what is not known, or hidden, is blank and never zero.</summary>
internal readonly record struct Value(string? Text, decimal? Number, CellStyle Style)
{
    public static implicit operator Value(string? text) => new(text, null, CellStyle.Text);

    public static implicit operator Value(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), null, CellStyle.Text);

    internal static Value Whole(decimal? number) => new(null, number, number % 1 is null or 0 ? CellStyle.Whole : CellStyle.Yuan);

    internal static Value Ratio(decimal? number) => new(null, number, CellStyle.Ratio);

    internal static Value Percent(decimal? number) => new(null, number, CellStyle.Percent);

    internal Cell ToCell() => Number is null ? Cell.Of(Text) : Cell.Of(Number, Style);
}
