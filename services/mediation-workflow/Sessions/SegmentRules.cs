using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Rules of the field for a segment whose fields are sound.</summary>
internal static class SegmentRules
{
    // A day's session has a handful; the bound keeps a runaway client from growing the snapshot without end.
    private const int Most = 200;

    private static readonly Refusal EndsFirst = new("segment.endNotAfterStart", "结束时间须晚于开始时间", "The end must be after the start");
    private static readonly Refusal Future = new("segment.inFuture", "环节时间不得晚于现在", "The segment lies in the future");
    private static readonly Refusal Overlap = new("segment.overlaps", "与已有环节时间重叠", "It overlaps a segment on record");
    private static readonly Refusal TooMany = new("segment.tooMany", "环节过多", "Too many segments in one session");

    internal static Refusal? Refuse(Session state, RecordSegment command, DateTimeOffset now) =>
        state.IsClosed ? SessionRefusals.Closed
        : state.Segments.Count >= Most ? TooMany
        : command.EndedAt <= command.StartedAt ? EndsFirst
        : FieldChecks.IsFuture(command.EndedAt, now) ? Future
        : state.Segments.Any(s => s.StartedAt < command.EndedAt && command.StartedAt < s.EndedAt) ? Overlap
        : command.Mode == Mode.Joint ? RefuseUnasked(state, command)
        : null;

    // Domain: before the first joint segment the recusal question is asked, and the rights are read, on record.
    private static Refusal? RefuseUnasked(Session state, RecordSegment command)
    {
        if (state.Segments.Any(s => s.Mode == Mode.Joint))
        {
            return null;
        }

        List<string> missing = [];
        if (command.RecusalAsked != true)
        {
            missing.Add("recusalAsked");
        }

        if (command.RightsRead != true)
        {
            missing.Add("rightsRead");
        }

        return missing.Count == 0 ? null : new Refusal(
            "segment.openingNotOnRecord", "首次面对面调解前须询问回避并宣读权利义务",
            "Before the first joint segment the recusal question is asked and the rights are read, on record") { Missing = missing };
    }
}
