using Mediation.EventStore;

namespace Mediation.Reporting.Anomalies;

/// <summary>What became of an anomaly: every disposition, with the finding as it was when it was last disposed. Facts cannot change it.</summary>
internal sealed record DisposedAnomaly : IAggregate<DisposedAnomaly>
{
    public static DisposedAnomaly Initial { get; } = new();

    public Finding? Finding { get; init; }

    /// <summary>The last one; null before.</summary>
    public string? Verdict { get; init; }

    public IReadOnlyList<Disposition> Dispositions { get; init => field = value ?? []; } = [];

    public DisposedAnomaly Evolve(object @event) => @event switch
    {
        AnomalyDisposed e => this with
        {
            Finding = e.Finding, Verdict = e.Verdict, Dispositions = [.. Dispositions, new Disposition(e.DispositionId, e.Verdict, e.By, e.At)],
        },
        _ => this,
    };
}

/// <summary>Somebody said what becomes of an anomaly; the note lies in the vault under the disposition's id. Never undone.</summary>
/// <remarks>
/// Finding: As it was then. By: Who: as in the headers of every event.
/// </remarks>
internal sealed record AnomalyDisposed(Guid DispositionId, Finding Finding, string Verdict, string By, DateTimeOffset At);

internal sealed record Disposition(Guid Id, string Verdict, string By, DateTimeOffset At);

/// <summary>What can become of an anomaly. None of them says that anybody did wrong: that is for others to find, elsewhere.</summary>
internal static class Verdicts
{
    /// <summary>As long as nobody has said anything.</summary>
    internal const string Open = "open";

    /// <summary>There is an ordinary reason, given in the note (有正常原因).</summary>
    internal const string Explained = "explained";

    /// <summary>What was on file was wrong, and is put right (登记有误已更正).</summary>
    internal const string Corrected = "corrected";

    /// <summary>Being looked into (核查中).</summary>
    internal const string UnderReview = "underReview";

    /// <summary>Given to the organ that is competent (移交有权机关).</summary>
    internal const string Referred = "referred";

    internal static readonly IReadOnlyList<string> All = [Explained, Corrected, UnderReview, Referred];
}
