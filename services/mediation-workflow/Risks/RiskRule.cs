using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Risks;

/// <summary>One version of a set of rules that give a case its colour.</summary>
/// <param name="From">In force from that day until a version with a later day.</param>
/// <param name="WindowDays">How far back incidents count; null is for ever.</param>
internal sealed record RuleSet(
    string Code, int Version, string NameZh, string NameEn, DateOnly From, IReadOnlyList<RiskRule> Rules, int? WindowDays = null);

/// <summary>One rule: when its condition holds, the case has at least its colour.</summary>
/// <param name="Condition">A name of <see cref="RiskConditions"/>.</param>
/// <param name="Signals">Of condition signal: any of them stands.</param>
/// <param name="Types">Of condition type: beginnings of type codes.</param>
/// <param name="AtLeast">Of the conditions that count.</param>
internal sealed record RiskRule(
    string Code, Risk Colour, string NameZh, string NameEn, string Condition, IReadOnlyList<SignalKind>? Signals = null,
    IReadOnlyList<string>? Types = null, int AtLeast = 1);

/// <summary>A rule that fired, by the version of its set.</summary>
internal sealed record FiredRule(string Set, int Version, string Rule);
