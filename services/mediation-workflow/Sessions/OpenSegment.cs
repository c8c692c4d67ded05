using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Sessions;

/// <summary>A segment begins now; one runs at a time.</summary>
internal sealed record OpenSegment(
    Mode? Mode = null, string? Side = null, DateTimeOffset? StartedAt = null, Capacity? PresidingCapacity = null, bool? RecusalAsked = null,
    bool? RightsRead = null, string? RecusalAnswer = null, string? VideoLink = null)
{
    private static readonly Refusal Running = new("segment.running", "已有环节正在进行", "A segment is running already");

    internal static Decision Decide(Session state, Case file, OpenSegment command, Guid segmentId, DateTimeOffset now)
    {
        var opening = new SegmentOpening(
            command.Mode, command.Side, command.PresidingCapacity, command.RecusalAsked, command.RecusalAnswer, command.RightsRead,
            command.VideoLink);
        var check = new FieldCheck().Past("startedAt", command.StartedAt, now);
        SegmentFields.Opening(check, state, opening);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        var startedAt = command.StartedAt ?? now;
        return SegmentRules.Opening(state, file, opening) is { } refusal ? refusal
            : state.Running is not null ? Running
            : state.Segments.Any(s => startedAt < s.EndedAt) ? SegmentRules.Overlap
            : SegmentTexts.Seal(
                Decision.Of(new SegmentOpened(RunningSegment.From(opening, segmentId, startedAt), now)), segmentId, opening);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, OpenSegment body, CommandShell shell)
    {
        var segmentId = shell.NewId();
        return shell.OverTwoAsync<Session, Case, OpenSegment>(
            http, id, session => session.CaseId, body, (session, file, command, now) => Decide(session, file, command, segmentId, now),
            state => Reply.Created($"/api/v1/sessions/{id}", new { id = segmentId, sessionId = id, startedAt = state.Running!.StartedAt }),
            CommandKind.Append);
    }
}
