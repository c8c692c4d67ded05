using Mediation.EventStore;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Publications;

/// <summary>A set of figures that was published under a number. The answers lie beside it, as they were given.</summary>
internal sealed record Publication : IAggregate<Publication>
{
    public static Publication Initial { get; } = new();

    public long Version { get; init; }

    /// <summary>Whose it is: the issuing area, which every question lies in.</summary>
    public string AreaCode { get; init; } = "";

    public int Year { get; init; }

    public int Serial { get; init; }

    public int Revision { get; init; }

    public IReadOnlyList<QueryMetrics.Question> Questions { get; init; } = [];

    /// <summary>As people cite it.</summary>
    internal string Number => $"{Year}-{Serial:0000}";

    public Publication Evolve(object @event) => After(@event) with { Version = Version + 1 };

    private Publication After(object @event) => @event switch
    {
        FiguresPublished e => this with { AreaCode = e.AreaCode, Year = e.Year, Serial = e.Serial, Revision = 1, Questions = e.Questions },
        PublicationRevised e => this with { Revision = e.Revision },
        _ => this,
    };
}

// Title and reasons are in the vault.

/// <param name="AreaCode">The issuing area.</param>
/// <param name="Year">Of the number.</param>
/// <param name="Serial">Of the number, without gaps in an area and year.</param>
/// <param name="Questions">With their periods written out, so that they ask the same for ever.</param>
/// <param name="AsOf">As of when the figures are: a past instant, or that of the publishing.</param>
/// <param name="Digest">SHA-256 of the frozen answers, hex.</param>
/// <param name="PublishedAt">When.</param>
internal sealed record FiguresPublished(
    string AreaCode, int Year, int Serial, IReadOnlyList<QueryMetrics.Question> Questions, DateTimeOffset AsOf, string Digest, DateTimeOffset PublishedAt);

/// <summary>The questions were asked anew; the reason is in the vault under the revision's id.</summary>
internal sealed record PublicationRevised(Guid RevisionId, int Revision, DateTimeOffset AsOf, string Digest, DateTimeOffset RevisedAt);
