using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Methods;

/// <summary>What a step may require: each code names the marks that a case must bear. A mark is set once by what was put on file.</summary>
internal static class Requirements
{
    internal const string AgreementInEffect = "agreementInEffect";
    internal const string PanelSat = "panelSat";
    internal const string InvestigationOrEvidence = "investigationOrEvidence";

    private static readonly Dictionary<string, Func<Case, IEnumerable<string>>> Wanted = new(StringComparer.Ordinal)
    {
        ["discovery"] = _ => ["discovery"],
        ["firstContact"] = state => state.Sides.Select(side => $"firstContact:{side}"),
        ["riskAssessment"] = _ => ["riskAssessment"],
        ["rightsNotice"] = state => state.Parties.Select(party => $"rightsNotice:{party.PartyId}"),
        ["consent"] = state => state.Parties.Select(party => $"consent:{party.PartyId}"),
        [InvestigationOrEvidence] = _ => [InvestigationOrEvidence],
        ["undisputedFacts"] = _ => ["undisputedFacts"],
        ["pointsInDispute"] = _ => ["pointsInDispute"],
        ["lawExplained"] = _ => ["lawExplained"],
        [PanelSat] = _ => [PanelSat],
        [AgreementInEffect] = _ => [AgreementInEffect],
    };

    /// <summary>All of them, for who writes a method.</summary>
    internal static IReadOnlyList<Gate> Gates { get; } =
    [
        new("discovery", "有发现记录", "How it was found is on file"),
        new("firstContact", "与各方初次接触", "Each side was contacted"),
        new("riskAssessment", "已评估风险", "Risk was assessed"),
        new("rightsNotice", "权利义务告知书送达每名当事人", "Each party was served the notice of rights"),
        new("consent", "每名当事人同意调解", "Each party consented"),
        new(InvestigationOrEvidence, "有调查笔录或证据", "An investigation or evidence is on file"),
        new("undisputedFacts", "写明无争议事实", "Undisputed facts are written down"),
        new("pointsInDispute", "写明争议焦点", "Points in dispute are written down"),
        new("lawExplained", "已讲解法律", "The law was explained"),
        new(PanelSat, "联调组到场", "A panel sat"),
        new(AgreementInEffect, "协议生效", "An agreement is in effect"),
    ];

    internal static bool Known(string code) => Wanted.ContainsKey(code);

    /// <summary>Names of what a case lacks for a step, in a stable order; empty when the step may be completed.</summary>
    internal static IReadOnlyList<string> Missing(Step step, Case state) =>
        [.. step.Requires.SelectMany(code => Wanted[code](state)).Where(mark => !state.Marks.Contains(mark))];
}
