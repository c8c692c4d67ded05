using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Anomalies;

/// <summary>All rules. Each names ordinary reasons: what is found is a question, and the answer is a disposition.</summary>
internal static class AnomalyRules
{
    internal static readonly Words Caution = new(
        "本提示仅表明登记数据值得核对，不是对任何人或单位的指控，也不作为评价或处分的依据；多数情况有正常原因。",
        "This only says that what is on file is worth a look. It accuses nobody and no unit, and is no ground for rating or punishing anyone; "
        + "there is often an ordinary reason.");

    internal static readonly AnomalyRule Concentration = new(
        "concentration", new("纠纷集中", "Concentration"),
        new("该村当月受理数远高于同县各村的中位数。可能因征地、汛情、集中排查，或户数登记有误。",
            "The village accepted far more in the month than the villages of its county do. It may be land acquisition, a flood, a campaign, "
            + "or a wrong number of households."),
        new Dictionary<string, decimal> { ["disputes"] = 5, ["villages"] = 8, ["score"] = 5 });

    internal static readonly AnomalyRule ClosedInMinutes = new(
        "closedInMinutes", new("立即结案", "Closed within minutes"),
        new("从受理到达成协议或和解撤回不到规定的分钟数。可能是当场调解后补录。",
            "A settlement took fewer minutes than the limit. It may have been reached on the spot and entered afterwards."),
        new Dictionary<string, decimal> { ["minutes"] = 30 });

    internal static readonly AnomalyRule SharedPhone = new(
        "sharedPhone", new("多名当事人同一电话", "One phone for many parties"),
        new("同一年内多起纠纷的多名当事人登记了同一电话。可能是同一人多次涉纠纷、代办人、村干部或单位电话。",
            "Many parties of several disputes of a year have one phone on file. It may be one person in several disputes, a helper, a cadre or "
            + "an office."),
        new Dictionary<string, decimal> { ["parties"] = 5, ["disputes"] = 4 });

    internal static readonly AnomalyRule SameObligations = new(
        "sameObligations", new("履行事项雷同", "Identical obligations"),
        new("同一年内多份协议的履行内容和金额逐字相同。可能是同一事件的多户当事人，或使用了范本。",
            "Several agreements of a year oblige to the same, word by word and yuan by yuan. It may be many households of one event, or a "
            + "model text."),
        new Dictionary<string, decimal> { ["agreements"] = 5 });

    internal static readonly AnomalyRule SignatureOrder = new(
        "signatureOrder", new("签署顺序异常", "Signatures in an unlikely order"),
        new("签名、盖章时间与受理、拟定或彼此的先后不符。可能是日期误录或事后补录。",
            "Signatures or the seal do not fit acceptance, drafting or each other in time. A date may be mistyped or entered afterwards."),
        new Dictionary<string, decimal>());

    internal static readonly AnomalyRule Denied = new(
        "denied", new("当事人称非本人", "“This was not me”"),
        new("持查询码者称并非本案当事人。该记录不可删除，只能答复。可能是同名误登、电话易主。",
            "Who showed a party's code says not to be concerned. It cannot be deleted, only answered. It may be a namesake or a phone with a "
            + "new owner."),
        new Dictionary<string, decimal>());

    internal static readonly AnomalyRule FullRate = new(
        "fullRate", new("百分之百", "A rate of 100 %"),
        new("该乡镇一季内该指标为100%，且数量不少。可能确实如此，也可能未成功的未登记。",
            "The township's rate was 100 % for a quarter with many cases. It may be so, or what failed may not have been registered."),
        new Dictionary<string, decimal> { ["cases"] = 30 });

    internal static readonly AnomalyRule MonthEnd = new(
        "monthEnd", new("月末集中结案", "Burst at the month's end"),
        new("该乡镇当月办结多集中在最后三天。可能因月末集中整理归档。",
            "Most of what the township closed in the month it closed on the last three days. It may be that papers are put in order then."),
        new Dictionary<string, decimal> { ["closed"] = 10, ["percent"] = 50 });

    internal static readonly IReadOnlyList<AnomalyRule> All =
        [Concentration, ClosedInMinutes, SharedPhone, SameObligations, SignatureOrder, Denied, FullRate, MonthEnd];

    internal static AnomalyRule? Find(string kind) => All.FirstOrDefault(rule => rule.Kind == kind);
}
