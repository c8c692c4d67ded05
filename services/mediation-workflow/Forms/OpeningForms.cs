using Mediation.Contracts;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Forms;

/// <summary>What is written when a dispute comes in.</summary>
internal static class OpeningForms
{
    internal static Paper Application(PrintFacts facts)
    {
        var applied = facts.Case.Source == DisputeSources.Application;
        return new("人民调解申请书",
        [
            .. PartyBlocks.Data(facts),
            new Field("纠纷简要情况", applied ? facts.Dispute.Summary : null, 6),
            new Numbered("当事人申请事项", applied ? facts.Dispute.Requests : []),
            new Statement("人民调解委员会已将申请人民调解的相关规定告知我，现自愿申请人民调解委员会进行调解。"),
            new SignLine($"申请人{Hands.Print}", null, applied ? facts.Dispute.AppliedOn : null),
        ]);
    }

    internal static Paper Acceptance(PrintFacts facts) => new("人民调解受理登记表",
    [
        new Field("登记日期", PrintFacts.Day(facts.Case.AcceptedAt)),
        .. PartyBlocks.Data(facts),
        new Field("纠纷类型", facts.TypeName ?? facts.Case.TypeCode),
        new Pair(new("案件来源", Source(facts.Case)), new("委派或移送单位", facts.Dispute.DelegatedBy)),
        new Pair(new("发生时间", facts.Dispute.OccurredOn is { } day ? PrintFacts.Day(day) : null), new("涉及人数", facts.Case.Persons is { } n ? $"{n}人" : null)),
        new Field("发生地点", facts.Dispute.Place),
        new Field("纠纷简要情况", facts.Dispute.Summary, 4),
        new Field("语言文字需求", facts.Dispute.LanguageNeeds),
        .. PartyBlocks.Signatures(facts),
        new SignLine($"登记人{Hands.Sign}"),
        new SignLine($"人民调解委员会{Hands.Seal}", facts.Committee),
    ]);

    internal static Paper Refusal(PrintFacts facts) => new("不予受理通知",
    [
        new Field("当事人", facts.AllNames),
        new Field("事由", null, 2),
        new Pair(new("理由代码", null), new("通知日期", null)),
        new Field("不予受理的理由", null, 4),
        new Field("可以向何处提出", null, 3),
        new SignLine($"人民调解委员会{Hands.Seal}", facts.Committee),
    ]);

    internal static string Source(Case state) => state.Source switch
    {
        DisputeSources.Application => "依申请",
        DisputeSources.Proactive => "依职权主动调解",
        DisputeSources.PetitionOffice => "信访部门移送",
        DisputeSources.Court => "人民法院委派或委托",
        DisputeSources.Police => "公安机关移送",
        DisputeSources.Procuratorate => "检察机关移送",
        _ => "其他移送",
    };
}
