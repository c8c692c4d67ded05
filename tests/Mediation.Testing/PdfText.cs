using System.Diagnostics;

namespace Mediation.Testing;

/// <summary>Reads PDFs with poppler.</summary>
public static class PdfText
{
    /// <summary>The words of a PDF, pages apart by form feeds.</summary>
    public static async Task<string> OfAsync(byte[] pdf)
    {
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", "-", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await process.StandardInput.BaseStream.WriteAsync(pdf);
        process.StandardInput.Close();
        return await process.StandardOutput.ReadToEndAsync();
    }
}
