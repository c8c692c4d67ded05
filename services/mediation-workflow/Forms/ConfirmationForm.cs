using Mediation.Workflow.Agreements;
using Mediation.Workflow.Confirmations;

namespace Mediation.Workflow.Forms;

/// <summary>The request to a court to confirm the agreement, with the packet as far as it was put together.</summary>
internal static class ConfirmationForm
{
    private static readonly IReadOnlyList<string> Usual =
        ["人民调解协议书", "人民调解委员会主持制作协议的证明", "与协议有关的财产权利证明", "申请人身份证明", "授权委托书（有代理人的）"];

    internal static Paper Of(PrintFacts facts)
    {
        var inEffect = facts.Agreements.Where(a => a.EffectiveAt is not null).ToList();
        var agreement = inEffect.LastOrDefault(a => a.Confirmation is not null) ?? inEffect.LastOrDefault();
        var sought = facts.Confirmations.FirstOrDefault(c => c.Id == agreement?.Confirmation?.Id);
        return new("司法确认申请书",
        [
            new Heading("申请人（双方）"),
            .. PartyBlocks.Data(facts),
            new Grid(
                "送达地址", ["申请人", "送达地址"], [2, 5],
                [.. facts.Case.Parties.Select(p => (IReadOnlyList<string?>)[facts.NameOf(p.PartyId), facts.Party(p.PartyId).ServiceAddress])], 2),
            new Field(
                "申请事项", agreement is null ? null : $"请求确认{PrintFacts.Day(agreement.EffectiveAt)}生效的{facts.Case.CaseNumber}人民调解协议有效。", 2),
            new Field("事实和协议内容", agreement is null ? null : Facts(facts, agreement), 6),
            new Statement("申请人出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为；如果因为该协议内容而给他人造成损害的，愿意承担相应的民事责任和"
                + "其他法律责任。协议内容真实，不损害国家利益、社会公共利益或者第三人合法权益。"),
            new Numbered("附件", Attached(facts, sought)),
            new Field("受理法院", agreement?.Confirmation is { } mark ? facts.Texts[mark.Id, "court"] : null),
            .. PartyBlocks.Signatures(facts, _ => sought?.SubmittedOn),
        ]);
    }

    private static string? Facts(PrintFacts facts, Agreement agreement) =>
        PrintFacts.Joined("\n", [AgreementForms.Text(facts, agreement, "facts"), AgreementForms.Text(facts, agreement, "content")]);

    // The application itself is this paper.
    private static IReadOnlyList<string> Attached(PrintFacts facts, Confirmation? sought) =>
        sought?.Attachments.Where(a => a.Kind != PaperKind.Application).ToList() is { Count: > 0 } papers
            ? [.. papers.Select(a => NameOf(a.Kind) + Whose(facts, a.PartyId))]
            : Usual;

    private static string Whose(PrintFacts facts, Guid? party) =>
        party is null ? "" : $"（{facts.NameOf(party) ?? PrintFacts.SideName(facts.Case.SideOf(party))}）";

    private static string NameOf(PaperKind kind) => kind switch
    {
        PaperKind.Agreement => Usual[0],
        PaperKind.CommitteeProof => Usual[1],
        PaperKind.PropertyPapers => Usual[2],
        PaperKind.Identity => Usual[3],
        PaperKind.PowerOfAttorney => "授权委托书",
        _ => "其他材料",
    };
}
