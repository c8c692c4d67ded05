using Mediation.Contracts;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Risks;

/// <summary>What a rule of risk may look at.</summary>
internal static class RiskConditions
{
    private static readonly Dictionary<string, Func<RiskRule, Case, History, bool>> Known = new(StringComparer.Ordinal)
    {
        ["signal"] = (rule, file, _) => file.Signals.Any(s => rule.Signals?.Contains(s.Kind) == true),
        ["type"] = (rule, file, _) => rule.Types?.Any(type => file.TypeCode.StartsWith(type, StringComparison.Ordinal)) == true,
        ["personsOnOneSide"] = (rule, file, _) => file.Parties.GroupBy(p => p.Side).Any(side => side.Count() >= rule.AtLeast),
        ["failedRounds"] = (rule, file, _) => FailedRounds(file) >= rule.AtLeast,
        ["assessedAs"] = (rule, file, _) => file.Assessment.OnFile == rule.Colour,
        ["incidentAfterHandling"] = (_, _, history) => history.After > 0,
        ["incidentsBeforeHandling"] = (rule, _, history) => history.Before >= rule.AtLeast,
        ["quietAfterHandling"] = (_, _, history) => history is { Handled: true, Before: > 0, After: 0 },
    };

    internal static bool IsKnown(RiskRule rule) => Known.ContainsKey(rule.Condition);

    internal static bool Holds(RiskRule rule, RuleSet set, Case file, DateTimeOffset now) =>
        Known[rule.Condition](rule, file, History.Of(file, set.WindowDays is { } days ? now.AddDays(-days) : DateTimeOffset.MinValue));

    /// <summary>When the quarrel broke out, rebounds included.</summary>
    internal static IEnumerable<DateTimeOffset> Incidents(Case file) =>
        file.Signals.Where(s => s.Kind == SignalKind.Incident).Select(s => s.OccurredAt).Concat(file.Rebounds.Select(r => r.OccurredAt));

    private static int FailedRounds(Case file) =>
        file.EarlierRounds.Count(round => round.Outcome != Endings.Agreement)
        + (file.Status == CaseStatus.Closed && file.Outcome != Endings.Agreement ? 1 : 0);

    /// <summary>Incidents and rebounds within the window, before and after the first handling: a measure of the police, a session, an ending.</summary>
    private sealed record History(int Before, int After, bool Handled)
    {
        internal static History Of(Case file, DateTimeOffset since)
        {
            var measures = file.Signals
                .Where(s => s.Kind is SignalKind.FirstTeaching or SignalKind.SecondAdmonition or SignalKind.ThirdDetention)
                .Select(s => (DateTimeOffset?)s.OccurredAt);
            var handled = measures.Append(file.Assessment.HandledAt).Min();
            var incidents = Incidents(file).Where(at => at >= since).ToList();
            var after = handled is null ? 0 : incidents.Count(at => at > handled);
            return new History(incidents.Count - after, after, handled is not null);
        }
    }
}
