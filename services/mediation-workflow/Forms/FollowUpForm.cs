using Mediation.Contracts;
using Mediation.Workflow.FollowUps;

namespace Mediation.Workflow.Forms;

/// <summary>One paper for each visit that was made.</summary>
internal static class FollowUpForm
{
    internal static IReadOnlyList<Paper> FollowUps(PrintFacts facts)
    {
        var made = facts.FollowUps.Visits.Where(v => v.VisitedAt is not null).OrderBy(v => v.VisitedAt).Select(v => Of(facts, v)).ToList();
        return made.Count > 0 ? made : [Of(facts, null)];
    }

    private static Paper Of(PrintFacts facts, Visit? visit) => new("回访记录",
    [
        new Field("当事人", facts.AllNames),
        new Field("协议编号", facts.Agreements.Any(a => a.EffectiveAt is not null) ? facts.Case.CaseNumber : null),
        new Field("回访事由", visit is null ? null : Said(facts, visit, RecordFollowUp.ReasonField) ?? Planned(visit)),
        new Pair(new("履行情况（全部、部分、未履行）", Seen(visit?.Performance)), new("满意程度", visit is null ? null : Answers(facts, visit))),
        new Field("事后诉讼情况及结果", visit is null ? null : Suit(facts, visit), 2),
        new Field("有无错误调解", Yes(visit?.WrongMediation)),
        new Field("有无激化苗头", Yes(visit?.ReboundSigns), 2),
        new Field("采取的措施", visit is null ? null : Said(facts, visit, RecordFollowUp.MeasuresField), 3),
        new SignLine(
            $"回访人{Hands.Sign}", visit is null ? null : Said(facts, visit, RecordFollowUp.VisitorField),
            visit?.VisitedAt is { } at ? ChinaTime.DayOf(at) : null),
    ]);

    private static string? Planned(Visit visit) => visit.DueOn is { } day ? $"按计划回访（期限{PrintFacts.Day(day)}）" : null;

    private static string? Suit(PrintFacts facts, Visit visit) =>
        PrintFacts.Joined("：", [Yes(visit.LaterSuit), Said(facts, visit, RecordFollowUp.SuitField)]);

    // What was said belongs to what each party thinks of it: the form has no other place for it.
    private static string? Answers(PrintFacts facts, Visit visit) => PrintFacts.Joined("；",
        [.. (visit.Parties ?? []).Select(answer => Answer(facts, answer)), Said(facts, visit, RecordFollowUp.TextField)]);

    private static string? Answer(PrintFacts facts, PartyAnswer answer)
    {
        var words = !answer.Reached ? "未联系到" : answer.Satisfaction is { } given ? NameOf(given) : null;
        return words is null ? null : $"{facts.NameOf(answer.PartyId) ?? PrintFacts.SideName(facts.Case.SideOf(answer.PartyId))}{words}";
    }

    private static string? Said(PrintFacts facts, Visit visit, string field) => visit.TextId is { } id ? facts.Texts[id, field] : null;

    private static string? Yes(bool? found) => found switch { true => "有", false => "无", null => null };

    private static string? Seen(PerformanceSeen? seen) => seen switch
    {
        PerformanceSeen.Full => "全部履行",
        PerformanceSeen.Partial => "部分履行",
        PerformanceSeen.None => "未履行",
        _ => null,
    };

    private static string NameOf(Satisfaction given) => given switch
    {
        Satisfaction.VerySatisfied => "非常满意",
        Satisfaction.Satisfied => "满意",
        Satisfaction.Neutral => "一般",
        Satisfaction.Dissatisfied => "不满意",
        _ => "非常不满意",
    };
}
