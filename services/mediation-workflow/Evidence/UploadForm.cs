using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Mediation.Workflow.Evidence;

/// <summary>What is said about a file beside its bytes, as text.</summary>
internal sealed record UploadFields(string? Slot, string? PartyId, string? FileName, string? Description, string? MediaType);

/// <summary>Receives a file: as the body itself, with what is said about it in the query and in Content-Disposition; or as one part of a form.</summary>
internal static class UploadForm
{
    private const int MostOfAField = 8 * 1024;
    private const int MostParts = 10;

    private static readonly Refusal Broken = new("request.malformed", "请求格式有误", "The request is malformed") { Status = StatusCodes.Status400BadRequest };

    internal static async Task<(UploadFields?, Refusal?)> ReceiveAsync(HttpContext http, Upload upload)
    {
        try
        {
            return MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
                ? await FromPartsAsync(http, type, upload)
                : await FromBodyAsync(http, type, upload);
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested))
        {
            return (null, Broken);
        }
    }

    private static async Task<(UploadFields?, Refusal?)> FromBodyAsync(HttpContext http, MediaTypeHeaderValue? type, Upload upload)
    {
        var query = http.Request.Query;
        var fields = new UploadFields(
            query["slot"].FirstOrDefault(), query["partyId"].FirstOrDefault(), FileNameOf(http.Request.Headers.ContentDisposition.ToString()), null,
            type?.MediaType.Value);
        return await upload.TakeAsync(http.Request.Body, http.RequestAborted) ? (fields, null) : (null, Upload.TooLarge);
    }

    private static async Task<(UploadFields?, Refusal?)> FromPartsAsync(HttpContext http, MediaTypeHeaderValue type, Upload upload)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 70)
        {
            return (null, Broken);
        }

        var reader = new MultipartReader(boundary, http.Request.Body);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        (string? Name, string? Media)? file = null;
        for (var part = 1; await reader.ReadNextSectionAsync(http.RequestAborted) is { } section; part++)
        {
            if (part > MostParts || !ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                return (null, Broken);
            }

            if (disposition.IsFileDisposition())
            {
                if (file is not null)
                {
                    return (null, Broken);
                }

                file = (FileNameOf(section.ContentDisposition), MediaTypeHeaderValue.TryParse(section.ContentType, out var media) ? media.MediaType.Value : null);
                if (!await upload.TakeAsync(section.Body, http.RequestAborted))
                {
                    return (null, Upload.TooLarge);
                }
            }
            else if (!texts.TryAdd(HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "", await TextAsync(section, http.RequestAborted)))
            {
                return (null, Broken);
            }
        }

        return (new UploadFields(
            texts.GetValueOrDefault("slot"), texts.GetValueOrDefault("partyId"), file?.Name, texts.GetValueOrDefault("description"), file?.Media), null);
    }

    private static async Task<string> TextAsync(MultipartSection section, CancellationToken cancellation)
    {
        var bytes = new byte[MostOfAField + 1];
        var length = await section.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return length <= MostOfAField ? System.Text.Encoding.UTF8.GetString(bytes, 0, length) : throw new InvalidDataException("A field is too long.");
    }

    // The last part of whatever path a browser may send; never used as a path here.
    private static string? FileNameOf(string? disposition) =>
        ContentDispositionHeaderValue.TryParse(disposition, out var value)
        && (value.FileNameStar.HasValue ? value.FileNameStar : HeaderUtilities.RemoveQuotes(value.FileName)).Value is { Length: > 0 } name
            ? name[(name.LastIndexOfAny(['/', '\\']) + 1)..]
            : null;
}
