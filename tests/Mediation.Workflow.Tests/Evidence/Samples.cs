using System.IO.Compression;
using System.Text;

namespace Mediation.Workflow.Tests.Evidence;

/// <summary>Small files of each type, made by hand.</summary>
internal static class Samples
{
    // One white pixel, as an encoder writes it.
    internal static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==");

    internal static readonly byte[] Jpeg = JpegOf(640, 480);

    internal static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");

    /// <summary>Two blank pages, one of them far too wide.</summary>
    internal static readonly byte[] TwoPages = Encoding.ASCII.GetBytes(
        """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
        4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 20000 842]>>endobj
        trailer<</Root 1 0 R>>
        %%EOF

        """);

    internal static readonly byte[] Wav = [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8, .. new byte[30]];

    internal static readonly byte[] Ogg = [.. "OggS\0"u8, .. new byte[40]];

    internal static readonly byte[] Mp3 = [.. "ID3"u8, 4, 0, 0, .. new byte[60]];

    internal static readonly byte[] M4a = [0, 0, 0, 32, .. "ftypM4A "u8, .. new byte[40]];

    /// <summary>With a frame of that size, and nothing in it.</summary>
    internal static byte[] JpegOf(ushort width, ushort height, params byte[] before) =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, .. new byte[9], .. before,
        0xFF, 0xC2, 0, 11, 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0, .. new byte[200], 0xFF, 0xD9,
    ];

    internal static byte[] PngOf(uint width, uint height)
    {
        var bytes = (byte[])Png.Clone();
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), width);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

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
        Jpeg.AsSpan(0, 33).CopyTo(bytes);
        (bytes[^2], bytes[^1]) = (0xFF, 0xD9);
        return bytes;
    }
}
