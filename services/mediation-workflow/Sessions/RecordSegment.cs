using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Puts a segment of a session on record: with one side alone, together, at home, on the land, by video.</summary>
internal sealed record RecordSegment(
    Mode? Mode = null, string? Side = null, DateTimeOffset? StartedAt = null, DateTimeOffset? EndedAt = null, Capacity? PresidingCapacity = null,
    string? Note = null, RecordSegment.Measured? Measurement = null, bool? RecusalAsked = null, bool? RightsRead = null)
{
    internal sealed record Measured(IReadOnlyList<Point?>? Points = null);

    internal sealed record Point(string? Name = null, decimal? LengthMetres = null);

    internal static Decision Decide(Session state, RecordSegment command, Guid segmentId, string author, DateTimeOffset now)
    {
        if (SegmentFields.Check(state, command) is { } bad)
        {
            return bad;
        }

        if (SegmentRules.Refuse(state, command, now) is { } refusal)
        {
            return refusal;
        }

        var isSealed = command.Mode == Sessions.Mode.Caucus;
        var hasNote = !string.IsNullOrEmpty(command.Note);
        var points = command.Measurement?.Points;
        var segment = new Segment(
            segmentId, command.Mode!.Value, command.Side, command.StartedAt!.Value, command.EndedAt!.Value, command.PresidingCapacity,
            hasNote, points is null ? null : [.. points.Select(p => p!.LengthMetres)],
            command.RecusalAsked == true, command.RightsRead == true, isSealed && hasNote ? author : null);
        // What a side says in caucus is under a name of its own, which only Confidant lets be read.
        var field = isSealed ? Confidant.SealedNote : "note";
        return (points ?? []).Select((point, i) => (point!.Name, Field: $"point.{i}")).Aggregate(
            Decision.Of(new SegmentRecorded(segment, now)).Sealing(segmentId, field, command.Note),
            (decision, point) => decision.Sealing(segmentId, point.Field, point.Name));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RecordSegment body, CommandShell shell)
    {
        var (segmentId, author) = (shell.NewId(), Caller.Of(http).Actor);
        return shell.AppendAsync<Session, RecordSegment>(
            http, id, body, (state, command, now) => Decide(state, command, segmentId, author, now),
            state => Reply.Created($"/api/v1/sessions/{id}", new { id = segmentId, sessionId = id, minutes = state.Minutes }));
    }
}
