using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Mediation.Client;

/// <summary>The bureau's numbers for a program of its own. Thread-safe: one for the whole program.</summary>
public sealed partial class MediationClient : IDisposable
{
    /// <summary>Questions of one <see cref="QueryAsync"/>.</summary>
    public const int MostQuestions = 20;

    private const int MostRemembered = 500;
    private const int PageSize = 200;

    private readonly Sender _sender;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, (EntityTagHeaderValue Tag, MetricAnswer Answer)> _known = new(StringComparer.Ordinal);

    /// <summary>Sends nothing yet.</summary>
    /// <param name="http">Stays the caller's; its base address is not used.</param>
    /// <param name="options">Where, and who asks.</param>
    /// <param name="clock">For tokens and waits; the system's when null.</param>
    public MediationClient(HttpClient http, MediationClientOptions options, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        _clock = clock ?? TimeProvider.System;
        _sender = new Sender(http, options, _clock);
    }

    /// <summary>What each metric counts, and how it can be asked.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public async Task<IReadOnlyList<MetricDefinition>> GetDefinitionsAsync(CancellationToken cancellation = default) =>
        (await ReadAsync(() => Get("/api/v1/metrics"), ClientJson.Default.DefinitionsBody, cancellation).ConfigureAwait(false)).Items;

    /// <summary>A figure. One that has not changed since it was asked for last time is not sent again.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public async Task<MetricAnswer> GetMetricAsync(MetricQuestion question, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var path = question.ToPath();
        var known = _known.TryGetValue(path, out var found) ? found : default;
        using var answer = await _sender.SendAsync(() => Get(path, known.Tag), cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotModified)
        {
            return known.Answer;
        }

        var figure = await ReadAsync(answer, ClientJson.Default.MetricAnswer, cancellation).ConfigureAwait(false);
        if (answer.Headers.ETag is { } tag)
        {
            // Whoever asks so many different questions does not ask them again soon.
            if (_known.Count >= MostRemembered)
            {
                _known.Clear();
            }

            _known[path] = (tag, figure);
        }

        return figure;
    }

    /// <summary>Several figures at once; one that is refused does not keep the others from their answers.</summary>
    /// <param name="questions">1 to <see cref="MostQuestions"/>.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>In the order of the questions.</returns>
    /// <exception cref="MediationException">All of it was refused.</exception>
    public async Task<IReadOnlyList<MetricOutcome>> QueryAsync(IReadOnlyList<MetricQuestion> questions, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var body = new QuestionsBody([.. questions.Select(q => q.Body)]);
        var answer = await ReadAsync(
            () => Send(HttpMethod.Post, "/api/v1/metrics/query", JsonContent.Create(body, ClientJson.Default.QuestionsBody)), ClientJson.Default.BatchBody, cancellation)
            .ConfigureAwait(false);
        return [.. answer.Items.Select(item => new MetricOutcome(item.Answer, item.Problem is { } p
            ? new MediationException((HttpStatusCode)p.Status, p.Code, p.Title, p.Errors)
            : null))];
    }

    /// <summary>The cases behind a count, page by page as they are read. For roles that may see them.</summary>
    /// <param name="question">With one grouping, a key is needed.</param>
    /// <param name="part">Which of its cases.</param>
    /// <param name="key">The group's.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public IAsyncEnumerable<CountedCase> GetCasesAsync(
        MetricQuestion question, CountedPart part = CountedPart.Numerator, string? key = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var path = question.ToPath(
            "/cases", ("part", part == CountedPart.Denominator ? "denominator" : "numerator"), ("key", key), ("limit", $"{PageSize}"));
        return PagesAsync(after => path + after, ClientJson.Default.PageBodyCountedCase, cancellation);
    }

    /// <summary>An answer as a file.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="format">In which form.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>To be disposed of by the caller.</returns>
    /// <exception cref="MediationException">It was refused.</exception>
    public Task<ExportFile> DownloadAsync(MetricQuestion question, ExportFormat format, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        return DownloadAsync(question.ToPath(format), cancellation);
    }

    /// <summary>Makes a signed link, from which a scheduler pulls without a token until it expires.</summary>
    /// <param name="question">Path and query, such as those of <see cref="MetricQuestion.ToPath(ExportFormat)"/>.</param>
    /// <param name="expires">At most ninety days from now.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public Task<ExportLink> MakeLinkAsync(string question, DateTimeOffset expires, CancellationToken cancellation = default) =>
        PostOnceAsync(
            "/api/v1/exports/links", () => JsonContent.Create(new LinkBody(question, expires), ClientJson.Default.LinkBody),
            ClientJson.Default.ExportLink, cancellation);

    /// <summary>The program's own links, the oldest first.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public IAsyncEnumerable<ExportLink> GetLinksAsync(CancellationToken cancellation = default) =>
        PagesAsync(after => $"/api/v1/exports/links?limit={PageSize}{after}", ClientJson.Default.PageBodyExportLink, cancellation);

    /// <summary>Ends a link.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public async Task RevokeLinkAsync(Guid id, CancellationToken cancellation = default) =>
        (await _sender.SendAsync(() => Send(HttpMethod.Delete, $"/api/v1/exports/links/{id}", null), cancellation).ConfigureAwait(false)).Dispose();

    /// <inheritdoc/>
    public void Dispose() => _sender.Dispose();

    // One key for all tries: what was made without the answer getting through is not made twice.
    private Task<T> PostOnceAsync<T>(string path, Func<HttpContent> body, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var key = Guid.CreateVersion7(_clock.GetUtcNow()).ToString();
        return ReadAsync(
            () =>
            {
                var request = Send(HttpMethod.Post, path, body());
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            type, cancellation);
    }

    private async IAsyncEnumerable<T> PagesAsync<T>(
        Func<string, string> pathAfter, JsonTypeInfo<PageBody<T>> type, [EnumeratorCancellation] CancellationToken cancellation)
    {
        Guid? after = null;
        do
        {
            var path = pathAfter(after is null ? "" : $"&after={after}");
            var page = await ReadAsync(() => Get(path), type, cancellation).ConfigureAwait(false);
            foreach (var one in page.Items)
            {
                yield return one;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    private async Task<ExportFile> DownloadAsync(string path, CancellationToken cancellation)
    {
        var answer = await _sender.SendAsync(() => Get(path), cancellation).ConfigureAwait(false);
        return new ExportFile(answer, await answer.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false));
    }

    private async Task<T> ReadAsync<T>(Func<HttpRequestMessage> make, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var answer = await _sender.SendAsync(make, cancellation).ConfigureAwait(false);
        return await ReadAsync(answer, type, cancellation).ConfigureAwait(false);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync(type, cancellation).ConfigureAwait(false) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new MediationException(answer.StatusCode, Sender.Unreadable, e.Message);
        }
    }

    private static HttpRequestMessage Get(string path, EntityTagHeaderValue? tag = null)
    {
        var request = Send(HttpMethod.Get, path, null);
        if (tag is not null)
        {
            request.Headers.IfNoneMatch.Add(tag);
        }

        return request;
    }

    private static HttpRequestMessage Send(HttpMethod method, string path, HttpContent? body) => new(method, new Uri(path, UriKind.Relative)) { Content = body };
}
