using Mediation.Contracts;
using Mediation.Workflow.Agreements;

namespace Mediation.Workflow.Forms;

/// <summary>How it ended, and what came of it.</summary>
internal static class EndForms
{
    internal static Paper Termination(PrintFacts facts)
    {
        var (state, ended) = (facts.Case, facts.Case.Outcome is not null and not Endings.Agreement);
        return new("终止调解通知",
        [
            new Field("编号", state.CaseNumber),
            new Field("当事人", facts.AllNames),
            new Field("纠纷事由", PrintFacts.Joined("：", [facts.TypeName, facts.Dispute.Summary]), 2),
            new Field("终止调解的原因", ended ? PrintFacts.Joined("。", [EndingNames.Of(state.Outcome!), facts.Texts[EndingOf(facts), "termination"], ReferredTo(facts)]) : null, 3),
            new Heading("其他救济途径"),
            new Statement("当事人可以通过以下途径解决纠纷：一、向其他人民调解委员会申请调解；二、依法申请仲裁；三、请求有关行政机关处理；四、向人民法院提起诉讼。"),
            new SignLine($"调解员{Hands.Sign}", facts.Mediator),
            new SignLine($"人民调解委员会{Hands.Seal}", facts.Committee, ended && state.ClosedAt is { } at ? ChinaTime.DayOf(at) : null),
            new Statement("本通知各方当事人各执一份。"),
        ]);
    }

    internal static IReadOnlyList<Paper> PerformanceProofs(PrintFacts facts)
    {
        var inEffect = facts.Agreements.Where(a => a.EffectiveAt is not null).ToList();
        var papers = inEffect.SelectMany(a => a.Counting.Where(p => p.Kind != PerformanceKind.None).Select(p => PerformanceProof(facts, a.Obligation(p.ObligationId), p)))
            .Concat(inEffect.SelectMany(a => a.Obligations.Where(o => a.Counting.All(p => p.ObligationId != o.Id)).Select(o => PerformanceProof(facts, o, null)))).ToList();
        return papers.Count > 0 ? papers : [PerformanceProof(facts, null, null)];
    }

    private static Paper PerformanceProof(PrintFacts facts, Obligation? duty, Performance? done) => new("履行凭证",
    [
        new Field("应履行事项", duty is null ? null : PrintFacts.Joined("：", [facts.NameOf(duty.ObligorPartyId), AgreementForms.Content(facts, duty)]), 2),
        new Field("履行内容", done is null ? null : PrintFacts.Joined("，",
            [done.Kind == PerformanceKind.Full ? "全部履行" : "部分履行", done.Amount is { } yuan ? PrintFacts.Yuan(yuan) : null, facts.Texts[done.Id, "text"]]), 2),
        new Pair(new("履行时间", done is null ? null : PrintFacts.Day(done.PerformedOn)), new("履行方式", duty is null ? null : facts.Texts[duty.Id, "manner"])),
        new Field("收据或转账凭证", done is null ? null : PrintFacts.Joined("；", [facts.Texts[done.Id, "receiptNumber"], done.Sha256 is { } hash ? $"电子凭证 SHA-256 {hash}" : null]), 3),
        new SignLine($"履行人{Hands.Print}", facts.NameOf(duty?.ObligorPartyId)),
        new SignLine($"确认人{Hands.Print}", facts.NameOf(done?.ConfirmedByPartyId ?? duty?.BeneficiaryPartyId)),
    ]);

    // Texts of endings from before rounds lie under the case's own id.
    private static Guid EndingOf(PrintFacts facts) =>
        facts.Events.Select(e => e.Data).OfType<Cases.CaseClosed>().LastOrDefault()?.EndingId ?? facts.Case.Id;

    private static string? ReferredTo(PrintFacts facts) => facts.Texts[EndingOf(facts), "referredTo"] is { Length: > 0 } organ ? $"转交：{organ}" : null;
}

/// <summary>Endings in the words of the notice.</summary>
internal static class EndingNames
{
    internal static string Of(string code) => code switch
    {
        Endings.Agreement => "达成调解协议",
        Endings.Withdrawn => "当事人自行和解，撤回申请",
        Endings.PartyUnreachable => "无法联系当事人",
        Endings.Unwilling => "一方当事人明确表示不愿意调解",
        Endings.GapTooWide => "各方分歧过大，难以达成协议",
        Endings.TimeOver => "调解期限届满，未同意延长",
        Endings.RefusesToSign => "当事人拒绝签署调解协议",
        Endings.Collusion => "涉嫌恶意串通或者隐瞒事实",
        Endings.Referred => "转交其他机关处理",
        _ => "其他原因",
    };
}
