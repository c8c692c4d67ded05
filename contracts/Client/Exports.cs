namespace Mediation.Client;

/// <summary>In which form an answer is downloaded.</summary>
public enum ExportFormat
{
    /// <summary>As <see cref="MediationClient.GetMetricAsync"/> reads it.</summary>
    Json,

    /// <summary>UTF-8 with its mark, one line of names; each row names its definition's version.</summary>
    Csv,

    /// <summary>A workbook with the definitions on its second sheet.</summary>
    Xlsx,
}

/// <summary>A file on its way. Dispose of it when it is read.</summary>
public sealed class ExportFile : IDisposable, IAsyncDisposable
{
    private readonly HttpResponseMessage _answer;

    internal ExportFile(HttpResponseMessage answer, Stream content) => (_answer, Content) = (answer, content);

    /// <summary>Name that the server gives it.</summary>
    public string Name => _answer.Content.Headers.ContentDisposition?.FileName?.Trim('"') ?? "answer.json";

    /// <summary>Media type.</summary>
    public string MediaType => _answer.Content.Headers.ContentType?.MediaType ?? "application/octet-stream";

    /// <summary>Its bytes.</summary>
    public Stream Content { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Content.Dispose();
        _answer.Dispose();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync().ConfigureAwait(false);
        _answer.Dispose();
    }
}

/// <summary>A signed link for a scheduler without a token.</summary>
/// <param name="Id">By which it is revoked.</param>
/// <param name="Question">Path and query that it answers.</param>
/// <param name="Url">Where to pull, at the gateway; whoever has it can.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="RevokedAt">When it was revoked; null while it was not.</param>
public sealed record ExportLink(Guid Id, string Question, string? Url, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt);

internal sealed record LinkBody(string Question, DateTimeOffset Expires);

internal static class ExportFormatNames
{
    internal static string Name(this ExportFormat format) => format switch
    {
        ExportFormat.Csv => "csv",
        ExportFormat.Xlsx => "xlsx",
        _ => "json",
    };
}
