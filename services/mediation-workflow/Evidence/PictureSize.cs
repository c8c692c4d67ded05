using System.Buffers.Binary;

namespace Mediation.Workflow.Evidence;

/// <summary>How large a picture is once unpacked, from its header alone: a few kilobytes may hold more points than a browser has memory for.</summary>
internal static class PictureSize
{
    /// <summary>More than any camera's; a page of it takes 400 MB in a browser.</summary>
    internal const long MostPixels = 100_000_000;

    // A photo has some dozens of parts before its frame; whoever needs more is no camera.
    private const int MostLooks = 5_000;
    private const int FrameHeader = 9;

    /// <returns>Null when the picture does not say: then it is none.</returns>
    internal static async Task<long?> PixelsOfAsync(Stream file, FileType type, CancellationToken cancellation) => type switch
    {
        FileType.Png => OfPng(await Sniffing.ReadAsync(file, 16, 8, cancellation)),
        FileType.Jpeg => await OfJpegAsync(file, cancellation),
        _ => 0,
    };

    private static long? OfPng(byte[] size) =>
        size.Length == 8 ? Product(BinaryPrimitives.ReadUInt32BigEndian(size), BinaryPrimitives.ReadUInt32BigEndian(size.AsSpan(4))) : null;

    // From marker to marker, as a decoder goes, up to the frame's own header (ITU T.81, B.2.2).
    private static async Task<long?> OfJpegAsync(Stream file, CancellationToken cancellation)
    {
        var at = 2L;
        for (var look = 0; look < MostLooks && at < file.Length; look++)
        {
            var head = await Sniffing.ReadAsync(file, at, FrameHeader, cancellation);
            if (head.Length < 4 || head is [0xFF, 0xD9 or 0xDA, ..])
            {
                return null;
            }

            if (IsFrame(head))
            {
                return head.Length < FrameHeader
                    ? null : Product(BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(5)), BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(7)));
            }

            at += head[0] != 0xFF || head[1] is 0xFF or 0 ? 1
                : head[1] is 0x01 or (>= 0xD0 and <= 0xD7) ? 2
                : 2 + BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2));
        }

        return null;
    }

    private static bool IsFrame(ReadOnlySpan<byte> head) => head[0] == 0xFF && head[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static long? Product(long width, long height) =>
        width > 0 && height > 0 ? Math.Min(width, int.MaxValue) * Math.Min(height, int.MaxValue) : null;
}
