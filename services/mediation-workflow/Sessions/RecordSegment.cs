using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Evidence;

namespace Mediation.Workflow.Sessions;

/// <summary>Puts a segment of a session on record after the fact: with one side alone, together, at home, on the land, by video.</summary>
/// <param name="RecusalAnswer">What the parties said to the recusal question.</param>
/// <param name="VideoLink">Of a video segment, https.</param>
internal sealed record RecordSegment(
    Mode? Mode = null, string? Side = null, DateTimeOffset? StartedAt = null, DateTimeOffset? EndedAt = null, Capacity? PresidingCapacity = null,
    string? Note = null, Measured? Measurement = null, bool? RecusalAsked = null, bool? RightsRead = null, string? RecusalAnswer = null,
    string? VideoLink = null)
{
    internal static Decision Decide(Session state, Case file, RecordSegment command, Guid segmentId, string author, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("startedAt", command.StartedAt).Instant("startedAt", command.StartedAt)
            .Present("endedAt", command.EndedAt).Instant("endedAt", command.EndedAt);
        SegmentFields.Opening(check, state, command.Opening);
        SegmentFields.Ending(check, state, command.Mode, command.Note, command.Measurement);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if ((SegmentRules.Opening(state, file, command.Opening)
            ?? SegmentRules.Span(state, command.StartedAt!.Value, command.EndedAt!.Value, now)
            ?? SegmentRules.Card(state, command.Mode!.Value, command.Measurement)) is { } refusal)
        {
            return refusal;
        }

        var begun = RunningSegment.From(command.Opening, segmentId, command.StartedAt!.Value);
        return SegmentTexts.Seal(
            Decision.Of(new SegmentRecorded(Whole(begun, command.EndedAt!.Value, command.Note, command.Measurement, author), now)),
            segmentId, command.Opening).SealingEnd(begun, command.Note, command.Measurement);
    }

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, RecordSegment body, CommandShell shell, StoreReader store)
    {
        var (segmentId, author) = (shell.NewId(), Caller.Of(http).Actor);
        var sketch = await FiledScan.RefuseAsync<Session>(store, id, body.Measurement?.SketchEvidenceId, null, http.RequestAborted);
        return await shell.OverTwoAsync<Session, Case, RecordSegment>(
            http, id, session => session.CaseId, body,
            (session, file, command, now) => Decide(session, file, command, segmentId, author, now).Unless(sketch),
            state => Reply.Created($"/api/v1/sessions/{id}", new { id = segmentId, sessionId = id, minutes = state.Minutes }),
            CommandKind.Append);
    }

    /// <summary>A segment from its beginning and its end.</summary>
    internal static Segment Whole(RunningSegment begun, DateTimeOffset endedAt, string? note, Measured? card, string author)
    {
        var hasNote = !string.IsNullOrEmpty(note);
        return new Segment(
            begun.Id, begun.Mode, begun.Side, begun.StartedAt, endedAt, begun.PresidingCapacity, hasNote,
            card?.Points is { } points ? [.. points.Select(p => p!.LengthMetres)] : null, begun.RecusalAsked, begun.RightsRead,
            begun.Mode == Sessions.Mode.Caucus && hasNote ? author : null, card?.Witnesses?.Count,
            card?.Positions is { } positions ? [.. positions.Select(p => new Position(p!.Side!, p.MeasuredSo!.Value))] : null, card?.SketchEvidenceId);
    }

    private SegmentOpening Opening => new(Mode, Side, PresidingCapacity, RecusalAsked, RecusalAnswer, RightsRead, VideoLink);
}
