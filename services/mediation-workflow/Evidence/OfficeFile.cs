using System.IO.Compression;

namespace Mediation.Workflow.Evidence;

/// <summary>Looks into a ZIP file: whether it is a Word document, and not one that swells.</summary>
internal static class OfficeFile
{
    private const int MostEntries = 2_000;
    private const long MostUnpacked = 200L * 1024 * 1024;
    // Deflate packs at most about a thousandfold; what people write stays far below a hundred.
    private const int MostSwelling = 100;
    private const long Unsuspicious = 4L * 1024 * 1024;

    internal enum Found
    {
        Document,
        NoDocument,
        Bomb,
    }

    /// <summary>Unpacks everything, keeping nothing: what the directory says of sizes is the sender's word.</summary>
    internal static async Task<Found> LookAsync(Stream file, CancellationToken cancellation)
    {
        file.Position = 0;
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return zip.Entries.Count > MostEntries || zip.Entries.Sum(e => e.Length) > MostUnpacked || await SwellsAsync(zip, file.Length, cancellation) ? Found.Bomb
                : IsDocument(zip) ? Found.Document
                : Found.NoDocument;
        }
        catch (InvalidDataException)
        {
            return Found.NoDocument;
        }
    }

    private static async Task<bool> SwellsAsync(ZipArchive zip, long packed, CancellationToken cancellation)
    {
        var most = Math.Min(MostUnpacked, Math.Max(Unsuspicious, packed * MostSwelling));
        var buffer = new byte[64 * 1024];
        var unpacked = 0L;
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync(cancellation);
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            {
                unpacked += read;
                if (unpacked > most)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // Macros make it another type, which is not accepted.
    private static bool IsDocument(ZipArchive zip)
    {
        var names = zip.Entries.Select(e => e.FullName).ToList();
        return names.Contains("[Content_Types].xml") && names.Contains("word/document.xml")
            && !names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || n.Contains("..", StringComparison.Ordinal))
            && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Count;
    }
}
