using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Evidence;

/// <summary>Whether a received file is what it is said to be, and is taken at all.</summary>
internal static class FileInspection
{
    private static readonly Refusal Empty = new("evidence.empty", "没有文件内容", "There is no file") { Status = StatusCodes.Status400BadRequest };

    private static readonly Refusal Unknown =
        new("evidence.typeNotAccepted", "仅接受照片、录音录像、PDF和Word文档", "Only photos, recordings, PDF and Word documents are taken")
        { Status = StatusCodes.Status415UnsupportedMediaType };

    private static readonly Refusal Otherwise = new("evidence.contentNotItsType", "文件内容与其类型不符", "The file's content is not what its type says");

    private static readonly Refusal Bomb = new("evidence.zipBomb", "文件解压后过大，不予接收", "The file swells when unpacked");

    private static readonly Refusal TooManyPixels =
        new("evidence.tooManyPixels", "图片像素过多，不予接收", $"A picture has at most {PictureSize.MostPixels / 1_000_000} megapixels");

    internal static async Task<(FileType?, Refusal?)> InspectAsync(Stream file, UploadFields said, CancellationToken cancellation)
    {
        if (file.Length == 0)
        {
            return (null, Empty);
        }

        var type = await Sniffing.TypeOfAsync(file, cancellation);
        var office = type == FileType.Docx ? await OfficeFile.LookAsync(file, cancellation) : OfficeFile.Found.Document;
        var pixels = type is { } known && FileTypes.IsImage(known) ? await PictureSize.PixelsOfAsync(file, known, cancellation) : 0;
        return office == OfficeFile.Found.Bomb ? (null, Bomb)
            : pixels > PictureSize.MostPixels ? (null, TooManyPixels)
            : type is null || pixels is null || office == OfficeFile.Found.NoDocument ? (null, ClaimsAnAcceptedType(said) ? Otherwise : Unknown)
            : FileTypes.MayBeCalled(type.Value, said.MediaType, said.FileName) ? (type, null)
            : (null, Otherwise);
    }

    private static bool ClaimsAnAcceptedType(UploadFields said) => Enum.GetValues<FileType>().Any(type =>
        (said.MediaType is not null and not "application/octet-stream" && FileTypes.MayBeCalled(type, said.MediaType, null))
        || (Path.HasExtension(said.FileName) && FileTypes.MayBeCalled(type, null, said.FileName)));
}
