using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Mediation.ServiceDefaults;
using Microsoft.Net.Http.Headers;

namespace Mediation.Reporting.Metrics;

/// <summary>An answer as JSON, with a tag that changes when, and only when, a figure does: the moment at which it was asked is left out of it.</summary>
/// <param name="Before">Up to the moment; all of it where the question names its own.</param>
/// <param name="After">Behind the moment.</param>
/// <param name="Tag">For ETag.</param>
internal sealed record WrittenAnswer(IReadOnlyList<byte[]> Before, IReadOnlyList<byte[]> After, string Tag)
{
    // In pages: a large array costs a collection of all that lives.
    private const int Page = 32 * 1024;

    private static readonly PipeOptions Paged = new(pauseWriterThreshold: 0, minimumSegmentSize: Page, useSynchronizationContext: false);
    private static readonly JsonWriterOptions Writing = new() { Encoder = ServiceJson.Options.Encoder, SkipValidation = true };

    internal int Length { get; } = Before.Concat(After).Sum(page => page.Length);

    /// <param name="answer">The answer.</param>
    /// <param name="moment">When it was asked for, as the answer has it; null where the question names its own.</param>
    internal static WrittenAnswer Of<T>(T answer, DateTimeOffset? moment)
    {
        var pipe = new Pipe(Paged);
        using (var json = new Utf8JsonWriter(pipe.Writer, Writing))
        {
            JsonSerializer.Serialize(json, answer, (JsonTypeInfo<T>)(AnswerJson.Default.GetTypeInfo(typeof(T)) ?? ServiceJson.Options.GetTypeInfo(typeof(T))));
        }

        pipe.Writer.Complete();
        pipe.Reader.TryRead(out var all);
        var (before, after) = (all.Buffer, default(ReadOnlySequence<byte>));
        if (moment is not null)
        {
            var reader = new SequenceReader<byte>(all.Buffer);
            after = reader.TryReadTo(out before, Written(moment)) ? reader.UnreadSequence : throw new InvalidOperationException("An answer without its moment.");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (first, last) = (PagesOf(before, hash), PagesOf(after, hash));
        pipe.Reader.Complete();
        return new WrittenAnswer(first, last, $"W/\"{TextOf(hash.GetHashAndReset())}\"");
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
                foreach (var page in (IEnumerable<byte[]>)[.. Before, asked, .. After])
                {
                    await body.WriteAsync(page, http.RequestAborted);
                }
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

    // The buffers go back to where they came from.
    private static List<byte[]> PagesOf(in ReadOnlySequence<byte> json, IncrementalHash hash)
    {
        var pages = new List<byte[]>();
        foreach (var part in json)
        {
            hash.AppendData(part.Span);
            pages.Add(part.ToArray());
        }

        return pages;
    }

    private static byte[] Written(DateTimeOffset? moment) => moment is { } at ? JsonSerializer.SerializeToUtf8Bytes(at, ServiceJson.Options) : [];
}

/// <summary>Writes what may have thousands of groups, as <see cref="ServiceJson"/> would, by code made when it is built instead of reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(MetricAnswer))]
internal sealed partial class AnswerJson : JsonSerializerContext;
