using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Risks;

/// <summary>How dangerous a case is, as its reader gets it.</summary>
/// <param name="Colour">That holds: a person's word before the rules'.</param>
/// <param name="ByRules">As of now.</param>
/// <param name="DutyToReport">A sign of domestic violence or a minor's flag stands: the police, the civil affairs office or the guardians must hear of it.</param>
internal sealed record FileRisk(
    Risk Colour, Risk ByRules, IReadOnlyList<FileRule> Fired, FileOverride? Override, IReadOnlyList<FileSignal> Signals, bool JointBarred,
    bool DutyToReport)
{
    internal static FileRisk Of(Case state, VaultTexts texts, DateTimeOffset now)
    {
        var assessment = Assessment.At(state, now);
        return new FileRisk(
            assessment.InEffect, assessment.Colour, [.. assessment.Fired.Select(Rule)],
            assessment.Override is { } person ? new FileOverride(person.Colour, person.At, texts[person.Id, "reason"]) : null,
            [.. state.Signals.Select(s => new FileSignal(s.Id, s.Kind, s.OccurredAt, texts[s.Id, "text"]))], state.JointBarred, state.JointBarred);
    }

    private static FileRule Rule(FiredRule fired)
    {
        var rule = RiskCatalog.Find(fired);
        return new FileRule(fired.Set, fired.Version, rule.Code, rule.Colour, rule.NameZh, rule.NameEn);
    }
}

internal sealed record FileRule(string Set, int Version, string Code, Risk Colour, string NameZh, string NameEn);

internal sealed record FileOverride(Risk Colour, DateTimeOffset At, string? Reason);

internal sealed record FileSignal(Guid Id, SignalKind Kind, DateTimeOffset OccurredAt, string? Text);
