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

    internal static bool Known(string code) => Wanted.ContainsKey(code);

    /// <summary>Names of what a case lacks for a step, in a stable order; empty when the step may be completed.</summary>
    internal static IReadOnlyList<string> Missing(Step step, Case state) =>
        [.. step.Requires.SelectMany(code => Wanted[code](state)).Where(mark => !state.Marks.Contains(mark))];
}
