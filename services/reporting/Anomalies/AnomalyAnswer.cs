using System.Text.Json.Serialization;
using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Anomalies;

/// <summary>An anomaly with what it says and what it does not say.</summary>
/// <remarks>
/// Kind: Of the rule. RuleVersion: By which it was found. Says: What is on file, and ordinary reasons for it. Caution: That it accuses
/// nobody. Area: Who sees this area sees it. Month: Of several months, the last. Evidence: The facts behind it. State: The last
/// disposition's verdict, or open. Found: Whether it is found now: what was disposed and is not found any more stays readable.
/// </remarks>
internal sealed record AnomalyAnswer(
    Guid Id, string Kind, int RuleVersion, Words Name, Words Says, Words Caution, string Area, string Month, EvidenceAnswer Evidence,
    string State, bool Found, DateTimeOffset? FoundAt)
{
    /// <summary>In order; only where one anomaly is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<DispositionAnswer>? Dispositions { get; init; }

    internal static AnomalyAnswer Of(AnomalyRow row)
    {
        var (finding, rule) = (row.Finding, AnomalyRules.Find(row.Finding.Kind));
        // A rule may be given up; what was disposed under it is not.
        var name = rule?.Name ?? new Words(finding.Kind, finding.Kind);
        var evidence = finding.Evidence;
        return new AnomalyAnswer(
            finding.Id, finding.Kind, finding.RuleVersion, name, rule?.Says ?? name, AnomalyRules.Caution, finding.Area,
            $"{finding.Month:yyyy-MM}", new EvidenceAnswer(
                evidence.From, evidence.To, evidence.Counts, evidence.Limits, evidence.Codes,
                [.. evidence.Disputes.Select(id => new DisputeBehind(id, row.Numbers.GetValueOrDefault(id)))]),
            row.State, row.FoundAt is not null, row.FoundAt);
    }
}

internal sealed record EvidenceAnswer(
    DateOnly From, DateOnly To, IReadOnlyDictionary<string, decimal> Counts, IReadOnlyDictionary<string, decimal> Limits,
    IReadOnlyList<string> Codes, IReadOnlyList<DisputeBehind> Disputes);

/// <remarks>
/// CaseNumber: Masked; null before there is one, and in lists.
/// </remarks>
internal sealed record DisputeBehind(Guid Id, string? CaseNumber);

/// <remarks>
/// By: Who gave it. Note: What was said; null where nothing was, or where it was erased.
/// </remarks>
internal sealed record DispositionAnswer(Guid Id, string Verdict, string By, DateTimeOffset At, string? Note);
