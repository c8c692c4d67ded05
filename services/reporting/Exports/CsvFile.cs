using System.Buffers;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Mediation.Reporting.Exports;

/// <summary>Writes a table as CSV: UTF-8 with its mark, by which Excel knows it, quoted by RFC 4180.</summary>
internal static class CsvFile
{
    private static readonly UTF8Encoding Marked = new(encoderShouldEmitUTF8Identifier: true);

    // What a spreadsheet takes for the beginning of a formula.
    private const string Begins = "=+-@\t\r";

    // A lone carriage return too, which the library takes for no end of a line.
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    internal static byte[] Write(Table table)
    {
        using var file = new MemoryStream();
        using (var text = new StreamWriter(file, Marked))
        using (var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n", ShouldQuote = cell => cell.Field.AsSpan().ContainsAny(Quoted) }))
        {
            foreach (var column in table.Columns)
            {
                csv.WriteField(column.Name);
            }

            csv.NextRecord();
            foreach (var row in table.Rows)
            {
                foreach (var value in row)
                {
                    csv.WriteField(value.Number?.ToString(CultureInfo.InvariantCulture) ?? Defused(value.Text));
                }

                csv.NextRecord();
            }
        }

        return file.ToArray();
    }

    /// <summary>A text that would be run as a formula is shown with an apostrophe instead. Numbers are none: they are written by us.</summary>
    internal static string? Defused(string? text) => text is { Length: > 0 } && Begins.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;
}
