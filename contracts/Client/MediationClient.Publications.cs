using System.Net.Http.Json;

namespace Mediation.Client;

/// <content>Figures that were published under a number.</content>
public sealed partial class MediationClient
{
    private const string Publications = "/api/v1/publications";

    /// <summary>Publications of an area and those below it, the oldest first, page by page as they are read.</summary>
    /// <param name="area">Area code; all that the program may see when null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public IAsyncEnumerable<PublicationEntry> GetPublicationsAsync(string? area = null, CancellationToken cancellation = default)
    {
        var path = Paths.Of(Publications, ("area", area), ("limit", $"{PageSize}"));
        return PagesAsync(after => path + after, ClientJson.Default.PageBodyPublicationEntry, cancellation);
    }

    /// <summary>A publication as it was frozen.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="revision">Which; the newest when null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public Task<Publication> GetPublicationAsync(Guid id, int? revision = null, CancellationToken cancellation = default) => ReadAsync(
        () => Get($"{Publications}/{id}{(revision is null ? "" : $"/revisions/{revision}")}"),
        ClientJson.Default.Publication, cancellation);

    /// <summary>Asks the questions and freezes the answers under the area's next number.</summary>
    /// <remarks>For a program that has the role of an analyst, too.</remarks>
    /// <param name="title">Of the publication.</param>
    /// <param name="area">The issuing area, which every question lies in.</param>
    /// <param name="questions">1 to <see cref="MostQuestions"/>, without an as-of; those without an area are of the issuing one.</param>
    /// <param name="asOf">A past instant, for all of them; now when null.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">It was refused.</exception>
    public Task<PublicationKey> PublishAsync(
        string title, string area, IReadOnlyList<MetricQuestion> questions, DateTimeOffset? asOf = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(questions);
        var body = new PublishBody(title, area, [.. questions.Select(q => q.Body)], Paths.Text(asOf));
        return PostOnceAsync(
            Publications, () => JsonContent.Create(body, ClientJson.Default.PublishBody), ClientJson.Default.PublicationKey, cancellation);
    }

    /// <summary>Asks the same questions anew; what was published stays readable.</summary>
    /// <remarks>For a program that has the role of an analyst, too.</remarks>
    /// <param name="id">Of the publication.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="MediationException">Refused; <c>publication.revisedMeanwhile</c> when another did so at the same time.</exception>
    public Task<PublicationKey> ReviseAsync(Guid id, string reason, CancellationToken cancellation = default) => PostOnceAsync(
        $"{Publications}/{id}/revisions", () => JsonContent.Create(new ReasonBody(reason), ClientJson.Default.ReasonBody),
        ClientJson.Default.PublicationKey, cancellation);
}
