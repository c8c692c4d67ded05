using System.Text.Json;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Risks;

namespace Mediation.Workflow.Forms;

/// <summary>A grade of the subsidy and what it pays; data, since every county sets its own.</summary>
/// <param name="Amount">Yuan; null where the county has not said, and the form has a line for it.</param>
internal sealed record SubsidyGrade(string Code, string NameZh, decimal? Amount);

/// <param name="MajorTypes">Beginnings of dispute types that are major by themselves.</param>
internal sealed record SubsidyRules(
    int Version, IReadOnlyList<SubsidyGrade> Grades, IReadOnlyList<string> MajorTypes, IReadOnlyList<string> ViolenceTypes, IReadOnlyList<string> DeathTypes,
    IReadOnlyList<string> WageTypes, IReadOnlyList<string> InjuryTypes, int MajorPersons, int MajorClaimants, int MajorInjured, decimal MajorYuan, int SimpleSessions);

/// <summary>Which grade a case has, and the facts that make it so.</summary>
internal static class SubsidyGrades
{
    internal static SubsidyRules Rules { get; } = Load();

    /// <returns>No grade while the case is open.</returns>
    internal static (SubsidyGrade? Grade, IReadOnlyList<string> Reasons) Of(PrintFacts facts)
    {
        if (facts.Case.ClosedAt is null)
        {
            return (null, []);
        }

        var major = MajorReasons(facts.Case).ToList();
        if (major.Count > 0)
        {
            return (Grade("major"), major);
        }

        var sessions = facts.Sessions.Count(s => s.Segments.Count > 0);
        var oral = facts.Case.AgreementForm == Agreements.AgreementForm.Oral;
        return oral && sessions <= Rules.SimpleSessions ? (Grade("simple"), ["口头协议", $"调解会{sessions}次"])
            : (Grade("general"), [facts.Case.AgreementId is null ? "未达成协议" : "书面协议或多次调解", $"调解会{sessions}次"]);
    }

    internal static bool IsMajor(Case state) => MajorReasons(state).Any();

    internal static bool IsViolent(Case state) => state.Signals.Any(s => s.Kind is SignalKind.ThreatOfViolence or SignalKind.PhysicalClash);

    // forms.md, Major (疑难): any of these.
    private static IEnumerable<string> MajorReasons(Case state)
    {
        var rules = Rules;
        if (Is(state, rules.MajorTypes))
        {
            yield return "涉及土地权属";
        }

        if (state.Persons >= rules.MajorPersons)
        {
            yield return $"涉及{state.Persons}人";
        }

        if (IsViolent(state) || Is(state, rules.ViolenceTypes))
        {
            yield return "有暴力倾向";
        }

        if (Is(state, rules.DeathTypes))
        {
            yield return "非正常死亡";
        }

        if (Is(state, rules.WageTypes) && state.Persons >= rules.MajorClaimants)
        {
            yield return $"讨薪{state.Persons}人";
        }

        if (Is(state, rules.InjuryTypes) && state.Persons >= rules.MajorInjured)
        {
            yield return $"伤者{state.Persons}人";
        }

        if (state.Amount > rules.MajorYuan)
        {
            yield return $"涉案金额{PrintFacts.Yuan(state.Amount.Value)}";
        }
    }

    private static bool Is(Case state, IReadOnlyList<string> types) => types.Any(t => state.TypeCode.StartsWith(t, StringComparison.Ordinal));

    private static SubsidyGrade Grade(string code) => Rules.Grades.Single(g => g.Code == code);

    private static SubsidyRules Load()
    {
        using var stream = typeof(SubsidyGrades).Assembly.GetManifestResourceStream("forms/subsidy.json")!;
        return JsonSerializer.Deserialize<SubsidyRules>(stream, ServiceJson.Options)!;
    }
}
