using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>Rules of the field for a segment whose fields are sound.</summary>
internal static class SegmentRules
{
    // A day's session has a handful; the bound keeps a runaway client from growing the snapshot without end.
    private const int Most = 200;

    internal static readonly Refusal Overlap = new("segment.overlaps", "与已有环节时间重叠", "It overlaps a segment on record");

    private static readonly Refusal EndsFirst = new("segment.endNotAfterStart", "结束时间须晚于开始时间", "The end must be after the start");
    private static readonly Refusal Future = new("segment.inFuture", "环节时间不得晚于现在", "The segment lies in the future");
    private static readonly Refusal TooMany = new("segment.tooMany", "环节过多", "Too many segments in one session");
    private static readonly Refusal Objected = new(
        "segment.objectionPending", "回避申请尚未决定，不得面对面调解", "No joint segment while an objection to the mediator is undecided");

    private static readonly Refusal Barred = new(
        "segment.jointBarred", "案件有家庭暴力或未成年人标记，不得面对面调解；应依法报告",
        "No joint segment while a sign of domestic violence or a minor's flag stands; there is a duty to report");

    internal static Refusal? Opening(Session state, Case file, SegmentOpening opening) =>
        state.Over is { } over ? over
        : file.Status == CaseStatus.Closed ? CaseRefusals.Closed
        : state.Segments.Count >= Most ? TooMany
        : opening.Mode != Mode.Joint ? null
        : file.JointBarred ? Barred
        : file.PendingObjection is not null ? Objected
        : Unasked(state, opening);

    internal static Refusal? Span(Session state, DateTimeOffset startedAt, DateTimeOffset endedAt, DateTimeOffset now) =>
        endedAt <= startedAt ? EndsFirst
        : FieldChecks.IsFuture(endedAt, now) ? Future
        : state.Segments.Any(s => s.StartedAt < endedAt && startedAt < s.EndedAt) || state.Running?.StartedAt < endedAt ? Overlap
        : null;

    /// <summary>A measurement proves nothing unless it says how, with what, who saw it, and what each side says to it.</summary>
    internal static Refusal? Card(Session state, Mode mode, Measured? card)
    {
        if (mode != Mode.FieldMeasurement)
        {
            return null;
        }

        var points = card?.Points ?? [];
        IEnumerable<(bool Holds, string Name)> wanted =
        [
            (!string.IsNullOrWhiteSpace(card?.Method), "method"), (!string.IsNullOrWhiteSpace(card?.Instrument), "instrument"),
            (points.Count > 0, "points"), (points.All(p => p?.LengthMetres is not null), "lengths"), (card?.Witnesses is { Count: > 0 }, "witnesses"),
            .. state.Sides.Select(side => ((card?.Positions ?? []).Any(p => p?.Side == side), $"measuredSo:{side}")),
        ];
        return Refused(
            [.. wanted.Where(w => !w.Holds).Select(w => w.Name)], "measurement.incomplete", "现场丈量记录不完整", "The measurement's card is incomplete");
    }

    // Domain: before the first joint segment the recusal question is asked, and the rights are read, on record.
    private static Refusal? Unasked(Session state, SegmentOpening opening)
    {
        if (state.Segments.Any(s => s.Mode == Mode.Joint))
        {
            return null;
        }

        IEnumerable<(bool Holds, string Name)> wanted =
        [
            (opening.RecusalAsked == true, "recusalAsked"), (!string.IsNullOrWhiteSpace(opening.RecusalAnswer), "recusalAnswer"),
            (opening.RightsRead == true, "rightsRead"),
        ];
        return Refused(
            [.. wanted.Where(w => !w.Holds).Select(w => w.Name)], "segment.openingNotOnRecord", "首次面对面调解前须询问回避并宣读权利义务",
            "Before the first joint segment the recusal question is asked and the rights are read, on record");
    }

    private static Refusal? Refused(IReadOnlyList<string> missing, string code, string zh, string en) =>
        missing.Count == 0 ? null : new Refusal(code, zh, en) { Missing = missing };
}
