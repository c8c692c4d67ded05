using System.Diagnostics;

namespace Mediation.Testing;

/// <summary>Reads PDFs with poppler.</summary>
public static class PdfText
{
    /// <summary>The words of a PDF, pages apart by form feeds.</summary>
    public static Task<string> OfAsync(byte[] pdf) => RunAsync("pdftotext", pdf, "-layout", "-", "-");

    /// <summary>One line for each font, with its name and whether it is embedded.</summary>
    public static async Task<IReadOnlyList<string>> FontsAsync(byte[] pdf) =>
        [.. (await RunAsync("pdffonts", pdf, "-")).Split('\n').Skip(2).Where(line => line.Length > 0)];

    /// <summary>Families that have a glyph for every character of a text.</summary>
    public static async Task<string> FamiliesAsync(string text) => await RunAsync(
        "fc-list", [], $":charset={string.Join(' ', text.EnumerateRunes().Where(r => r.Value > ' ').Distinct().Select(r => $"{r.Value:x}"))}", "family");

    private static async Task<string> RunAsync(string program, byte[] pdf, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.BaseStream.WriteAsync(pdf);
        process.StandardInput.Close();
        return await process.StandardOutput.ReadToEndAsync();
    }
}
