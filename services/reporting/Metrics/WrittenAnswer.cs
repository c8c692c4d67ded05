using System.Security.Cryptography;
using System.Text.Json;
using Mediation.ServiceDefaults;
using Microsoft.Net.Http.Headers;

namespace Mediation.Reporting.Metrics;

/// <summary>An answer as JSON, with a tag that changes when, and only when, a figure does: the moment at which it was asked is left out of it.</summary>
/// <param name="Before">Up to the moment; all of it where the question names its own.</param>
/// <param name="After">Behind the moment.</param>
/// <param name="Tag">For ETag.</param>
internal sealed record WrittenAnswer(ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After, string Tag)
{
    internal int Length => Before.Length + After.Length;

    /// <param name="answer">The answer.</param>
    /// <param name="moment">When it was asked for, as the answer has it; null where the question names its own.</param>
    internal static WrittenAnswer Of<T>(T answer, DateTimeOffset? moment)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(answer, ServiceJson.Options);
        var written = Written(moment);
        var place = moment is null ? json.Length : json.AsSpan().IndexOf(written);
        var (before, after) = (json.AsMemory(..place), json.AsMemory((place + written.Length)..));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before.Span);
        hash.AppendData(after.Span);
        return new WrittenAnswer(before, after, $"W/\"{TextOf(hash.GetHashAndReset())}\"");
    }

    internal static string TextOf(byte[] hash) => Convert.ToHexStringLower(hash.AsSpan(0, 8));

    /// <summary>JSON, or nothing to one who has it already.</summary>
    /// <param name="http">The request.</param>
    /// <param name="moment">When it was asked for; null where the question names its own.</param>
    internal IResult To(HttpContext http, DateTimeOffset? moment)
    {
        if (Known(http, Tag) is { } known)
        {
            return known;
        }

        var asked = Written(moment);
        http.Response.ContentLength = Length + asked.Length;
        return Results.Stream(
            async body =>
            {
                await body.WriteAsync(Before, http.RequestAborted);
                await body.WriteAsync(asked, http.RequestAborted);
                await body.WriteAsync(After, http.RequestAborted);
            },
            "application/json; charset=utf-8");
    }

    /// <summary>Tags what is sent; not modified for one who has it already, otherwise null.</summary>
    internal static IResult? Known(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return http.Request.Headers.IfNoneMatch.Any(sent => sent is not null && sent.Split(',').Any(one => one.Trim() is "*" || one.Trim() == tag))
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : null;
    }

    private static byte[] Written(DateTimeOffset? moment) => moment is { } at ? JsonSerializer.SerializeToUtf8Bytes(at, ServiceJson.Options) : [];
}
