using System.Globalization;
using Mediation.Contracts;
using Mediation.Workflow.Dossiers;

namespace Mediation.Workflow.Forms;

/// <summary>The subsidy that a mediated case earns its mediator (以案定补).</summary>
internal static class SubsidyForm
{
    internal static Paper Of(PrintFacts facts)
    {
        var state = facts.Case;
        var (grade, reasons) = SubsidyGrades.Of(facts);
        var contents = DossierContents.Of(facts);
        return new("以案定补审批表",
        [
            new Pair(new("月份", state.ClosedAt is { } at ? ChinaTime.DayOf(at).ToString("yyyy年M月", CultureInfo.InvariantCulture) : null), new("调解员", facts.Mediator)),
            new Field("案件", PrintFacts.Joined(" ", [state.CaseNumber, facts.TypeName])),
            new Pair(new("等级（简易、一般、疑难）", grade?.NameZh), new("金额", grade?.Amount is { } yuan ? PrintFacts.Yuan(yuan) : null)),
            new Field("定级依据", PrintFacts.Joined("；", reasons), 2),
            new Field("已有材料", PrintFacts.Joined("、", contents.Where(s => s.Documents.Count > 0).Select(s => DossierSlots.NameOf(s.Slot))), 2),
            new Field("缺少材料", contents.Any(s => s.IsMissing) ? PrintFacts.Joined("、", contents.Where(s => s.IsMissing).Select(s => DossierSlots.NameOf(s.Slot))) : "无"),
            new Field("履行情况", ClosingForms.Performed(facts)),
            new SignLine($"审核人{Hands.Sign}"),
            new SignLine($"审批人{Hands.Sign}"),
        ]);
    }
}
