using Mediation.Contracts;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Forms;

/// <summary>What a party is told, and whom a party sends.</summary>
internal static class RightsForms
{
    internal static Paper Notice(PrintFacts facts) => new("当事人权利义务告知书",
    [
        new Heading("人民调解的性质和效力"),
        new Statement("人民调解是人民调解委员会通过说服、疏导等方法，促使当事人在平等协商基础上自愿达成调解协议，解决民间纠纷的活动。"
            + "经人民调解委员会调解达成的调解协议，具有法律约束力，当事人应当按照约定履行。"),
        new Heading("当事人的权利"),
        new Statement("一、选择或者接受人民调解员；"),
        new Statement("二、接受调解、拒绝调解或者要求终止调解；"),
        new Statement("三、要求调解公开进行或者不公开进行；"),
        new Statement("四、自主表达意愿、自愿达成调解协议。"),
        new Heading("当事人的义务"),
        new Statement("一、如实陈述纠纷事实；"),
        new Statement("二、遵守调解现场秩序；"),
        new Statement("三、尊重人民调解员；"),
        new Statement("四、尊重对方当事人行使权利。"),
        new Heading("费用"),
        new Statement("人民调解委员会调解民间纠纷，不收取任何费用。"),
        new Heading("其他救济途径"),
        new Statement("调解不成的，当事人可以依法通过仲裁、行政、司法等途径维护自己的权利。达成协议后，双方认为有必要的，可以自协议生效之日起三十日内"
            + "共同向有管辖权的人民法院申请司法确认。"),
        .. facts.Case.Parties.Select(party => new SignLine(
            $"{PrintFacts.SideName(party.Side)}当事人：以上内容本人已阅读并知晓{Hands.Print}", facts.NameOf(party.PartyId), ServedOn(facts, party.PartyId))),
    ]);

    internal static IReadOnlyList<Paper> PowersOfAttorney(PrintFacts facts)
    {
        var given = facts.RecordsOf(RecordKind.PowerOfAttorney).Select(r => PowerOfAttorney(facts, r.Record)).ToList();
        return given.Count > 0 ? given : [PowerOfAttorney(facts, null)];
    }

    private static Paper PowerOfAttorney(PrintFacts facts, RecordAdded? record)
    {
        var principal = record?.PartyIds is { } parties ? PrintFacts.Joined("、", parties.Select(p => facts.NameOf(p))) : null;
        var agent = record is null ? null : facts.Texts[record.RecordId, AddRecord.AgentField];
        var scope = record is null ? null : facts.Texts[record.RecordId, "text"];
        return new("授权委托书",
        [
            new Field("委托人", principal),
            new Field("受委托人", agent),
            new Field("委托事由", facts.TypeName is { } type ? $"{facts.Case.CaseNumber}{type}纠纷的调解" : facts.Case.CaseNumber),
            new Field("一般代理权限", record?.Power == PowerScope.General ? scope : null, 2),
            new Field("特别授权（代为承认、变更、放弃请求，进行和解）", record?.Power == PowerScope.Special ? scope : null, 2),
            new Field("委托期限", record is null ? null : facts.Texts[record.RecordId, AddRecord.PeriodField]),
            new SignLine($"委托人{Hands.Print}", principal, record is null ? null : ChinaTime.DayOf(record.OccurredAt)),
            new SignLine($"受委托人{Hands.Print}", agent),
        ]);
    }

    // When it was served; the signature itself is on the paper.
    private static DateOnly? ServedOn(PrintFacts facts, Guid partyId) => facts.RecordsOf(RecordKind.RightsNotice)
        .Where(r => r.Record.PartyIds?.Contains(partyId) == true).Select(r => (DateOnly?)ChinaTime.DayOf(r.Record.OccurredAt)).LastOrDefault();
}
