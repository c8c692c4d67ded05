using Mediation.Contracts;
using Mediation.Workflow.Agreements;

namespace Mediation.Workflow.Forms;

/// <summary>The agreement, written or oral.</summary>
internal static class AgreementForms
{
    internal static IReadOnlyList<Paper> Written(PrintFacts facts)
    {
        var papers = facts.Agreements.Where(a => a.Form == AgreementForm.Written && IsLive(a)).Select(a => Written(facts, a)).ToList();
        return papers.Count > 0 ? papers : [Written(facts, null)];
    }

    internal static IReadOnlyList<Paper> Oral(PrintFacts facts)
    {
        var papers = facts.Agreements.Where(a => a.Form == AgreementForm.Oral).Select(a => Oral(facts, a)).ToList();
        return papers.Count > 0 ? papers : [Oral(facts, null)];
    }

    private static Paper Written(PrintFacts facts, Agreement? agreement) => new("人民调解协议书",
    [
        new Field("编号", facts.Case.CaseNumber),
        .. PartyBlocks.Data(facts),
        new Field("纠纷主要事实", agreement is null ? null : Text(facts, agreement, "facts"), 5),
        new Field("争议事项和各方当事人的责任", agreement is null ? null : Points(facts, agreement), 4),
        new Numbered("经调解，自愿达成如下协议", Items(facts, agreement), 5),
        Performance(facts, agreement),
        new Field("协议份数", agreement is null ? null : $"本协议一式{agreement.Copies}份，当事人、人民调解委员会各持一份。"),
        .. PartyBlocks.Signatures(facts, party => SignedOn(agreement, s => s.PartyId == party.PartyId)),
        new SignLine($"人民调解员{Hands.Sign}", facts.Mediator, SignedOn(agreement, s => s.Signer == Signer.Mediator)),
        new SignLine(
            $"记录人{Hands.Sign}", agreement is null ? null : Recorder(facts, agreement), SignedOn(agreement, s => s.Signer == Signer.Recorder)),
        new SignLine($"人民调解委员会{Hands.Seal}", facts.Committee, SignedOn(agreement, s => s.Signer == Signer.CommitteeSeal)),
        new Statement("双方当事人认为有必要的，可以自调解协议生效之日起三十日内共同向人民法院申请司法确认。"),
    ]);

    private static Paper Oral(PrintFacts facts, Agreement? agreement) => new("口头协议登记表",
    [
        new Field("编号", facts.Case.CaseNumber),
        .. PartyBlocks.Data(facts),
        new Field("纠纷主要事实和争议事项", agreement is null ? null : PrintFacts.Joined("\n", [Text(facts, agreement, "facts"), Points(facts, agreement)]), 5),
        new Numbered("协议内容", Items(facts, agreement), 5),
        Performance(facts, agreement),
        new SignLine($"人民调解员{Hands.Sign}", facts.Mediator, agreement?.EffectiveAt is { } at ? ChinaTime.DayOf(at) : null),
    ]);

    private static Grid Performance(PrintFacts facts, Agreement? agreement) => new(
        "履行方式、地点、期限", ["义务人", "履行内容", "方式", "地点", "期限"], [3, 4, 3, 4, 5],
        [.. (agreement?.Obligations ?? []).Select(o => (IReadOnlyList<string?>)
            [facts.NameOf(o.ObligorPartyId), Content(facts, o), facts.Texts[o.Id, "manner"], facts.Texts[o.Id, "place"], Due(o)])], 3);

    /// <summary>Neither withdrawn nor refused by a party.</summary>
    internal static bool IsLive(Agreement agreement) => agreement is { WithdrawnAt: null, RefusedByPartyId: null };

    private static string Due(Obligation duty) => duty.Instalments is { Count: > 0 } parts
        ? string.Join("；", parts.Select(p => $"{PrintFacts.Day(p.DueOn)}付{PrintFacts.Yuan(p.Amount)}"))
        : PrintFacts.Day(duty.DueOn);

    /// <summary>What an obligation asks for.</summary>
    internal static string? Content(PrintFacts facts, Obligation duty) =>
        PrintFacts.Joined("，", [facts.Texts[duty.Id, "act"], duty.Amount is { } yuan ? $"支付{PrintFacts.Yuan(yuan)}" : null]);

    private static string? Points(PrintFacts facts, Agreement agreement) => PrintFacts.Joined("\n",
    [
        Text(facts, agreement, "points"),
        .. facts.Case.Sides.Select(side => (side, Words: Text(facts, agreement, AgreementTerms.ResponsibilityOf(side))))
            .Select(r => r.Words is null ? null : $"{PrintFacts.SideName(r.side)}：{r.Words}"),
    ]);

    private static string? Recorder(PrintFacts facts, Agreement agreement) => Text(facts, agreement, "recorder")
        ?? (agreement.Signatures.LastOrDefault(s => s.Signer == Signer.Recorder)?.Id is { } id ? facts.Texts[id, "name"] : null);

    internal static string? Text(PrintFacts facts, Agreement agreement, string field) => facts.Texts[agreement.TextId, field];

    private static IReadOnlyList<string> Items(PrintFacts facts, Agreement? agreement) =>
        agreement is null || Text(facts, agreement, "content") is not { } content ? [] : Lines.Of(content);

    private static DateOnly? SignedOn(Agreement? agreement, Func<Signature, bool> wanted) =>
        agreement?.Signatures.Where(wanted).Select(s => (DateOnly?)ChinaTime.DayOf(s.SignedAt)).LastOrDefault();
}

/// <summary>A text that people wrote in lines, point by point.</summary>
internal static class Lines
{
    internal static IReadOnlyList<string> Of(string text) => [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Unnumbered)];

    // People number their points themselves, and the form numbers them again.
    private static string Unnumbered(string line)
    {
        var end = line.IndexOfAny(['、', '.', '．']);
        return end is > 0 and <= 3 && line[..end].All(c => char.IsAsciiDigit(c) || "一二三四五六七八九十".Contains(c, StringComparison.Ordinal)) ? line[(end + 1)..].TrimStart() : line;
    }
}
