using System.Globalization;
using Mediation.Contracts;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Dossiers;

namespace Mediation.Workflow.Forms;

/// <summary>What is written when the dossier is bound.</summary>
internal static class ClosingForms
{
    internal static Paper Cover(PrintFacts facts)
    {
        var filed = facts.Filing();
        return new("人民调解卷宗",
        [
            new Field("调解委员会", facts.Committee),
            new Field("卷宗题名", facts.Texts[facts.Case.Id, FileDossier.TitleField] ?? Title(facts)),
            new Field("编号", facts.Case.CaseNumber is { Length: > 0 } number ? number : "（　　）人调字第　　号"),
            new Field("调解员", facts.Mediator),
            new Pair(new("调解起", PrintFacts.Day(facts.Case.AcceptedAt)), new("调解止", PrintFacts.Day(facts.Case.ClosedAt))),
            new Pair(new("立卷人", facts.Texts[facts.Case.Id, FileDossier.FiledByField]), new("立卷日期", PrintFacts.Day(filed?.At))),
            new Field("保管期限", filed is null ? null : Retentions.NameOf(filed.Retention)),
            new Field("备注", facts.Texts[facts.Case.Id, FileDossier.RemarksField], 2),
        ]);
    }

    internal static Paper ClosingReport(PrintFacts facts)
    {
        var state = facts.Case;
        return new("结案报告",
        [
            new Field("编号", state.CaseNumber),
            new Pair(new("受理日期", PrintFacts.Day(state.AcceptedAt)), new("结案日期", PrintFacts.Day(state.ClosedAt))),
            new Field("当事人", facts.AllNames),
            new Field("案件来源", OpeningForms.Source(state)),
            new Field("纠纷事实", facts.Dispute.Summary ?? facts.TextOf(RecordKind.UndisputedFacts), 4),
            new Field("调解经过", Course(facts), 4),
            new Field("调解结果", state.Outcome is null ? null : EndingNames.Of(state.Outcome), 2),
            new Field("履行情况", Performed(facts), 2),
            new SignLine($"调解员{Hands.Sign}", facts.Mediator),
            new SignLine($"审批人{Hands.Sign}"),
        ]);
    }

    internal static Paper Note(PrintFacts facts)
    {
        var notes = facts.Events.Select(e => e.Data).OfType<DossierNoteAdded>().ToList();
        return new("卷宗情况说明",
        [
            new Field("缺失或损毁的材料", PrintFacts.Joined("、", notes.SelectMany(n => n.Explains).Distinct().Order().Select(DossierSlots.NameOf)), 2),
            new Field("情况和原因说明", PrintFacts.Joined("\n", notes.Select(n => facts.Texts[n.NoteId, AddDossierNote.Field])), 10),
            new SignLine($"说明人{Hands.Sign}", null, notes.Count > 0 ? ChinaTime.DayOf(notes[^1].At) : null),
        ]);
    }

    internal static Paper Back(PrintFacts facts) => new("封底",
    [
        new Field("本卷页数", facts.Pages is { } pages ? $"共{pages.Total.ToString(CultureInfo.InvariantCulture)}页" : null),
        new Field("立卷人", facts.Texts[facts.Case.Id, FileDossier.FiledByField]),
        new Field("检查人", facts.Texts[facts.Case.Id, FileDossier.CheckedByField]),
        new Field("日期", PrintFacts.Day(facts.Filing()?.At)),
        new SignLine($"立卷人{Hands.Sign}"),
        new SignLine($"检查人{Hands.Sign}"),
    ]);

    /// <summary>How far what was agreed is performed; null where nothing is on record.</summary>
    internal static string? Performed(PrintFacts facts)
    {
        var agreements = facts.Agreements.Where(a => a.EffectiveAt is not null).ToList();
        var duties = agreements.SelectMany(a => a.Obligations.Select(o => Agreements.ObligationAccount.IsPerformed(a, o))).ToList();
        return duties.Count == 0 || agreements.All(a => !a.Counting.Any()) ? null
            : duties.TrueForAll(done => done) ? "全部履行" : $"共{duties.Count}项，已履行{duties.Count(done => done)}项";
    }

    internal static DossierFiled? Filing(this PrintFacts facts) => facts.Events.Select(e => e.Data).OfType<DossierFiled>().LastOrDefault();

    // As such titles are written: who against whom, about what.
    private static string? Title(PrintFacts facts) =>
        PrintFacts.Joined("与", facts.Case.Sides.Select(facts.NamesOf)) is { } sides ? $"{sides}{facts.TypeName}纠纷调解案" : null;

    private static string? Course(PrintFacts facts)
    {
        var held = facts.Sessions.Where(s => s.Segments.Count > 0).ToList();
        return held.Count == 0 ? null
            : $"自{PrintFacts.Day(facts.Case.AcceptedAt)}受理起，召开调解会{held.Count}次，其中面对面调解{held.Count(s => s.FirstJointAt is not null)}次，"
              + $"累计{held.Sum(s => s.Minutes)}分钟。";
    }
}
