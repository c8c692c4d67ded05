using System.Text.Json.Serialization;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Evidence;

[JsonConverter(typeof(CamelCaseEnum<FileType>))]
internal enum FileType
{
    Jpeg,
    Png,
    Pdf,
    Mp3,
    M4a,
    Mp4,
    Wav,
    Ogg,
    Docx,
}

/// <summary>What each type is called by those who send it. The first media type is the one it is sent back with.</summary>
internal static class FileTypes
{
    private static readonly Dictionary<FileType, (string[] Media, string[] Endings)> Names = new()
    {
        [FileType.Jpeg] = (["image/jpeg", "image/jpg", "image/pjpeg"], [".jpg", ".jpeg", ".jpe", ".jfif"]),
        [FileType.Png] = (["image/png", "image/x-png"], [".png"]),
        [FileType.Pdf] = (["application/pdf", "application/x-pdf"], [".pdf"]),
        [FileType.Mp3] = (["audio/mpeg", "audio/mp3", "audio/x-mp3"], [".mp3"]),
        [FileType.M4a] = (["audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac"], [".m4a"]),
        [FileType.Mp4] = (["video/mp4", "application/mp4"], [".mp4", ".m4v"]),
        [FileType.Wav] = (["audio/wav", "audio/x-wav", "audio/wave", "audio/vnd.wave"], [".wav"]),
        [FileType.Ogg] = (["audio/ogg", "application/ogg", "audio/opus", "video/ogg"], [".ogg", ".oga", ".opus"]),
        [FileType.Docx] = (["application/vnd.openxmlformats-officedocument.wordprocessingml.document"], [".docx"]),
    };

    internal static string MediaOf(FileType type) => Names[type].Media[0];

    internal static string EndingOf(FileType type) => Names[type].Endings[0];

    internal static bool IsImage(FileType type) => type is FileType.Jpeg or FileType.Png;

    /// <summary>Whether a file of a type may be called so by its sender. Nothing said, or "some bytes", claims nothing.</summary>
    internal static bool MayBeCalled(FileType type, string? media, string? fileName)
    {
        var ending = Path.GetExtension(fileName ?? "");
        return (string.IsNullOrEmpty(media) || media.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase) || Called(type, n => n.Media, media))
            && (ending.Length == 0 || Called(type, n => n.Endings, ending));
    }

    // A phone calls a recording now audio, now video: it is the same container.
    private static bool Called(FileType type, Func<(string[] Media, string[] Endings), string[]> names, string name) =>
        (type is FileType.M4a or FileType.Mp4 ? [FileType.M4a, FileType.Mp4] : (FileType[])[type])
            .Any(t => names(Names[t]).Contains(name, StringComparer.OrdinalIgnoreCase));
}
