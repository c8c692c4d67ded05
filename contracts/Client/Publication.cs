namespace Mediation.Client;

/// <summary>Figures that were published under a number.</summary>
public record PublicationKey
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Year and serial of the issuing area, such as <c>2026-0001</c>.</summary>
    public required string Number { get; init; }

    /// <summary>The issuing area's code.</summary>
    public required string Area { get; init; }

    /// <summary>1 for the first: the newest, or the one that was asked for.</summary>
    public required int Revision { get; init; }
}

/// <summary>A publication in a list.</summary>
public record PublicationEntry : PublicationKey
{
    /// <summary>As published.</summary>
    public string? Title { get; init; }
}

/// <summary>A publication as it was frozen, whatever became known since.</summary>
public sealed record Publication : PublicationEntry
{
    /// <summary>All there are of it.</summary>
    public required IReadOnlyList<PublicationRevision> Revisions { get; init; }

    /// <summary>In the order of the questions that were asked.</summary>
    public required IReadOnlyList<MetricAnswer> Answers { get; init; }

    /// <summary>Figures that are not as in the revision before; null of the first.</summary>
    public IReadOnlyList<FigureChange>? Changes { get; init; }
}

/// <summary>One revision of a publication.</summary>
/// <param name="Revision">1 for the first.</param>
/// <param name="At">When it was frozen.</param>
/// <param name="AsOf">As of when its figures are.</param>
/// <param name="Reason">Why there is a later one; null of the first.</param>
/// <param name="Digest">SHA-256 of the answers' bytes, hexadecimal.</param>
public sealed record PublicationRevision(int Revision, DateTimeOffset At, DateTimeOffset AsOf, string? Reason, string Digest);

/// <summary>A figure that a revision changed.</summary>
/// <param name="Item">Place of the question, from 0.</param>
/// <param name="Metric">Its metric.</param>
/// <param name="Figure">Such as <c>numerator</c> or <c>groups[610981].percent</c>.</param>
/// <param name="Before">In the revision before; null where there was none.</param>
/// <param name="After">In this one; null where there is none.</param>
public sealed record FigureChange(int Item, string Metric, string Figure, decimal? Before, decimal? After);

internal sealed record PublishBody(string Title, string Area, IReadOnlyList<QuestionBody> Questions, string? AsOf);

internal sealed record ReasonBody(string Reason);
