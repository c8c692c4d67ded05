using System.IO.Compression;
using System.Text;

namespace Mediation.Workflow.Tests.Evidence;

/// <summary>Small files of each type, made by hand.</summary>
internal static class Samples
{
    // One white pixel, as an encoder writes it.
    internal static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==");

    internal static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. new byte[200], 0xFF, 0xD9];

    internal static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

    internal static readonly byte[] Wav = [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8, .. new byte[30]];

    internal static readonly byte[] Ogg = [.. "OggS\0"u8, .. new byte[40]];

    internal static readonly byte[] Mp3 = [.. "ID3"u8, 4, 0, 0, .. new byte[60]];

    internal static readonly byte[] M4a = [0, 0, 0, 32, .. "ftypM4A "u8, .. new byte[40]];

    internal static byte[] Docx() => Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w/>"u8.ToArray()));

    /// <summary>A few kilobytes that unpack to a great many.</summary>
    internal static byte[] Bomb() =>
        Zip(("[Content_Types].xml", "<Types/>"u8.ToArray()), ("word/document.xml", "<w/>"u8.ToArray()), ("word/media/a.bin", new byte[32 * 1024 * 1024]));

    internal static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return file.ToArray();
    }

    /// <summary>A photo of a given size whose bytes are not all alike.</summary>
    internal static byte[] Photo(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        Jpeg.AsSpan(0, 12).CopyTo(bytes);
        (bytes[^2], bytes[^1]) = (0xFF, 0xD9);
        return bytes;
    }
}
