using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Evidence;

namespace Mediation.Workflow.Sessions;

/// <summary>The running segment ends, and is on record whole.</summary>
internal sealed record EndSegment(DateTimeOffset? EndedAt = null, string? Note = null, Measured? Measurement = null)
{
    private static readonly Refusal NotRunning = new("segment.notRunning", "没有正在进行的环节", "No segment is running");

    internal static Decision Decide(Session state, EndSegment command, string author, DateTimeOffset now)
    {
        if (state.Over is { } over)
        {
            return over;
        }

        if (state.Running is not { } running)
        {
            return NotRunning;
        }

        var check = new FieldCheck().Instant("endedAt", command.EndedAt);
        SegmentFields.Ending(check, state, running.Mode, command.Note, command.Measurement);
        var endedAt = command.EndedAt ?? now;
        return (check.Refusal ?? SegmentRules.Span(state with { Running = null }, running.StartedAt, endedAt, now)
            ?? SegmentRules.Card(state, running.Mode, command.Measurement)) is { } refusal
            ? refusal
            : Decision.Of(new SegmentRecorded(RecordSegment.Whole(running, endedAt, command.Note, command.Measurement, author), now))
                .SealingEnd(running, command.Note, command.Measurement);
    }

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, EndSegment body, CommandShell shell, StoreReader store)
    {
        var author = Caller.Of(http).Actor;
        var sketch = await FiledScan.RefuseAsync<Session>(store, id, body.Measurement?.SketchEvidenceId, null, http.RequestAborted);
        return await shell.OverTwoAsync<Session, Cases.Case, EndSegment>(
            http, id, session => session.CaseId, body, (state, _, command, now) => Decide(state, command, author, now).Unless(sketch),
            state => Reply.Ok(new { id = state.Segments[^1].Id, sessionId = id, endedAt = state.Segments[^1].EndedAt, minutes = state.Minutes }),
            CommandKind.Append);
    }
}
