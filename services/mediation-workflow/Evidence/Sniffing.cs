namespace Mediation.Workflow.Evidence;

/// <summary>Tells a file's type from its bytes; what it is called is not believed.</summary>
internal static class Sniffing
{
    private const int Head = 64;
    private const int Tail = 2048;

    /// <returns>Null when it is none of the accepted types, or only begins like one.</returns>
    internal static async Task<FileType?> TypeOfAsync(Stream file, CancellationToken cancellation)
    {
        var head = await ReadAsync(file, 0, Head, cancellation);
        var tail = await ReadAsync(file, Math.Max(0, file.Length - Tail), Tail, cancellation);
        return FromImage(head, tail) ?? FromSound(head, file.Length) ?? FromPaper(head, tail);
    }

    private static FileType? FromImage(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail) =>
        // Cameras put bytes of their own after the end mark, so it need not be the last.
        head is [0xFF, 0xD8, 0xFF, ..] && tail.LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xD9]) >= 0 ? FileType.Jpeg
        : head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) && head.Length > 16 && head[12..].StartsWith("IHDR"u8) && tail.IndexOf("IEND"u8) >= 0 ? FileType.Png
        : null;

    private static FileType? FromSound(ReadOnlySpan<byte> head, long length) =>
        head.StartsWith("RIFF"u8) && head.Length > 12 && head[8..].StartsWith("WAVE"u8) ? FileType.Wav
        : head.StartsWith("OggS\0"u8) ? FileType.Ogg
        : head.Length > 12 && head[4..].StartsWith("ftyp"u8) && BoxLength(head) is >= 16 and var box && box <= length ? OfBrand(head[8..12])
        : head.StartsWith("ID3"u8) || IsFrameOfMp3(head) ? FileType.Mp3
        : null;

    private static FileType? OfBrand(ReadOnlySpan<byte> brand) =>
        brand.StartsWith("M4A"u8) || brand.StartsWith("M4B"u8) ? FileType.M4a
        : brand.StartsWith("qt"u8) ? null
        : FileType.Mp4;

    private static FileType? FromPaper(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail) =>
        head.StartsWith("%PDF-"u8) && tail.IndexOf("%%EOF"u8) >= 0 ? FileType.Pdf
        // A candidate: OfficeFile looks inside.
        : head.StartsWith("PK\x03\x04"u8) ? FileType.Docx
        : null;

    private static long BoxLength(ReadOnlySpan<byte> head) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(head);

    // Eleven bits of sync, then version, layer III, a bit rate and a sampling rate that exist.
    private static bool IsFrameOfMp3(ReadOnlySpan<byte> head) =>
        head.Length >= 4 && head[0] == 0xFF && (head[1] & 0xE0) == 0xE0 && (head[1] & 0x18) != 0x08 && (head[1] & 0x06) == 0x02
        && (head[2] & 0xF0) is not 0xF0 and not 0 && (head[2] & 0x0C) != 0x0C;

    /// <summary>So many bytes from there, or as many as there are.</summary>
    internal static async Task<byte[]> ReadAsync(Stream file, long from, int length, CancellationToken cancellation)
    {
        file.Position = from;
        var bytes = new byte[(int)Math.Min(length, file.Length - from)];
        await file.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }
}
