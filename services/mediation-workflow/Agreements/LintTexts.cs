using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Agreements;

/// <summary>What a finding of the lint says to a person.</summary>
internal static class LintTexts
{
    private static readonly Dictionary<string, (string Zh, string En)> Texts = new(StringComparer.Ordinal)
    {
        ["noFacts"] = ("未写明纠纷的主要事实", "The main facts are not written down"),
        ["noPoints"] = ("未写明争议事项", "The points in dispute are not written down"),
        ["noResponsibility"] = ("未写明各方责任", "The sides' responsibility is not written down"),
        ["noObligations"] = ("未约定任何履行事项", "Nobody is obliged to anything"),
        ["unilateral"] = ("仅一方负有义务，请确认出于自愿", "Only one party is obliged; make sure that it is of free will"),
        ["amountUnclear"] = ("涉及款项但未写明金额", "Money is spoken of, but no amount is written"),
        ["vagueTerm"] = ("用语含糊，难以执行", "Wording that nobody could enforce"),
        ["noManner"] = ("未写明履行方式", "The manner of performance is not written down"),
        ["noBeneficiary"] = ("未写明收款人", "Nobody is named who is paid"),
        ["dateInPast"] = ("履行期限早于今日", "The date is in the past"),
        ["atOnceButLater"] = ("写明即时履行，期限却在日后", "Performed at once, but due later"),
    };

    internal static string Of(HttpContext http, LintFinding finding) =>
        Texts[finding.Code] is var text && Problem.PrefersEnglish(http) ? text.En : text.Zh;
}
