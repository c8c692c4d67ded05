using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Forms;

/// <summary>What is written while the case is worked. Nothing of a caucus but its time and side.</summary>
internal static class WorkForms
{
    private const string Correct = "以上记录已向我宣读（或者我已阅看），与我所述一致，无误。";

    internal static IReadOnlyList<Paper> Investigations(PrintFacts facts)
    {
        var records = facts.RecordsOf(RecordKind.Investigation).Select(r => Investigation(facts, r.Record, r.By)).ToList();
        return records.Count > 0 ? records : [Investigation(facts, null, null)];
    }

    internal static IReadOnlyList<Paper> MediationRecords(PrintFacts facts)
    {
        var held = facts.Sessions.Where(s => s.Segments.Count > 0).Select(s => MediationRecord(facts, s)).ToList();
        return held.Count > 0 ? held : [MediationRecord(facts, null)];
    }

    private static Paper Investigation(PrintFacts facts, RecordAdded? record, string? by)
    {
        string? Said(string field) => record is null ? null : facts.Texts[record.RecordId, field];
        return new("调查记录",
        [
            new Field("时间", PrintFacts.Minute(record?.OccurredAt)),
            new Field("地点", Said(AddRecord.PlaceField)),
            new Field("在场人", Said(AddRecord.PresentField)),
            new Pair(new("调查人", Guid.TryParse(by, out var person) ? facts.NameOfPerson(person) : null), new("记录人", Said(AddRecord.RecorderField))),
            new Field("被调查人", record?.PartyIds is { } ids ? PrintFacts.Joined("、", ids.Select(id => facts.NameOf(id))) : null),
            new Field("内容（问答）", Said("text"), 14),
            new Statement(Correct),
            new SignLine($"被调查人（逐页签名或捺印）"),
            new SignLine($"在场人{Hands.Print}", Said(AddRecord.PresentField)),
            new SignLine($"调查人{Hands.Sign}"),
            new SignLine($"记录人{Hands.Sign}", Said(AddRecord.RecorderField)),
        ]);
    }

    private static Paper MediationRecord(PrintFacts facts, Session? session)
    {
        var segments = session?.Segments.OrderBy(s => s.StartedAt).ToList() ?? [];
        var there = session?.Wanted.Where(p => p.CheckedInAt is not null).ToList() ?? [];
        var opening = segments.FirstOrDefault(s => s.Mode == Mode.Joint);
        var recorder = session is null ? null : facts.Texts[session.Id, CloseSession.RecorderField];
        return new("调解记录",
        [
            new Field("时间", segments.Count == 0 ? null : $"{PrintFacts.Minute(segments[0].StartedAt)}至{PrintFacts.Minute(session!.EndedAt ?? segments[^1].EndedAt)}"),
            new Field("地点", session is null ? null : facts.Texts[session.Id, "place"]),
            new Field("到场当事人", PrintFacts.Joined("、", there.Where(p => p.Role == Role.Party).Select(p => facts.NameOf(p.PartyId)))),
            new Grid("其他到场人员", ["姓名", "单位", "身份"], [3, 5, 3],
                [.. there.Where(p => p.Role is not Role.Party and not Role.Mediator).Select(p => (IReadOnlyList<string?>)
                    [Person(facts, p), facts.Texts[p.Id, "unit"], RoleNames.Of(p.Role)])], 2),
            new Field("调解员（主持人在先）", PrintFacts.Joined("、", there.Where(p => p.Role == Role.Mediator).Select(p => Person(facts, p)).Prepend(facts.Mediator).Distinct())),
            new Field("记录人", recorder),
            new Field("宣读权利义务", opening is null ? null : opening.RightsRead ? "已向各方当事人宣读当事人的权利和义务。" : null),
            new Field("询问回避", opening is null ? null : opening.RecusalAsked ? "已询问各方当事人是否申请人民调解员回避。" : null),
            new Field("当事人的回答", opening is null ? null : facts.Texts[opening.Id, SegmentTexts.RecusalAnswer], 2),
            new Grid("调解经过", ["起止时间", "环节", "内容"], [3, 3, 8], [.. segments.Select(s => Row(facts, s))], 6),
            new Field("调解结果", session is null ? null : Result(facts, session), 3),
            .. PartyBlocks.Signatures(facts),
            new SignLine($"其他到场人员{Hands.Sign}"),
            new SignLine($"调解员{Hands.Sign}", facts.Mediator),
            new SignLine($"记录人{Hands.Sign}", recorder),
        ]);
    }

    internal static string? Person(PrintFacts facts, Participant person) =>
        facts.Reader.Works ? facts.Texts[person.Id, "name"] : ServiceDefaults.Mask.Name(facts.Texts[person.Id, "name"]);

    private static IReadOnlyList<string?> Row(PrintFacts facts, Segment segment) =>
    [
        $"{Clock(segment.StartedAt)}至{Clock(segment.EndedAt)}",
        segment.Mode == Mode.Caucus ? $"背对背（{PrintFacts.SideName(segment.Side)}）" : RoleNames.Of(segment.Mode),
        // What is said there is sealed: not a word of it is printed, and no line asks for one.
        segment.Mode == Mode.Caucus ? "（依法保密，不予记录）" : facts.Texts[segment.Id, "note"],
    ];

    private static string? Result(PrintFacts facts, Session session) =>
        PrintFacts.Joined("。", [NameOf(session.Result), facts.Texts[session.Id, "summary"]]);

    private static string? NameOf(SessionResult? result) => result switch
    {
        SessionResult.Agreed => "达成协议",
        SessionResult.PartlyAgreed => "部分达成协议",
        SessionResult.NotAgreed => "未达成协议",
        SessionResult.Adjourned => "改期继续调解",
        _ => null,
    };

    private static string Clock(DateTimeOffset at) =>
        at.ToOffset(Contracts.ChinaTime.Offset).ToString("H时mm分", System.Globalization.CultureInfo.InvariantCulture);
}
