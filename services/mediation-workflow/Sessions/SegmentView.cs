using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <param name="Note">Of a caucus only for its author and the presiding mediator.</param>
/// <param name="NotesSealed">There is a note that this reader is not let into.</param>
/// <param name="Released">Sentences of a caucus note that all may read.</param>
internal sealed record SegmentView(
    Guid Id, Mode Mode, string? Side, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Minutes, Capacity? PresidingCapacity,
    string? Note, bool HasSealedNote, bool NotesSealed, IReadOnlyList<ReleasedView> Released, MeasurementView? Measurement,
    bool RecusalAsked, bool RightsRead, string? RecusalAnswer, string? VideoLink)
{
    internal static SegmentView From(Session state, Segment segment, VaultTexts texts, Confidant reader)
    {
        var isCaucus = segment.Mode == Mode.Caucus;
        var reads = reader.Reads(segment);
        return new SegmentView(
            segment.Id, segment.Mode, segment.Side, segment.StartedAt, segment.EndedAt, segment.Minutes, segment.PresidingCapacity,
            reads ? texts[segment.Id, SegmentTexts.Note(segment.Mode)] : null, isCaucus && segment.HasNote, segment.HasNote && !reads,
            [.. state.Releases.Where(r => r.SegmentId == segment.Id).Select(r => new ReleasedView(
                r.Id, texts[r.Id, ReleaseSentence.Field], r.ConsentPartyId, r.ConsentAt, r.At))],
            MeasurementView.From(segment, texts, reader), segment.RecusalAsked, segment.RightsRead,
            texts[segment.Id, SegmentTexts.RecusalAnswer], texts[segment.Id, SegmentTexts.VideoLink]);
    }
}

/// <param name="Witnesses">Names, masked for those who do not work on the case.</param>
internal sealed record MeasurementView(
    string? Method, string? Instrument, IReadOnlyList<PointView> Points, IReadOnlyList<string?> Witnesses, IReadOnlyList<PositionView> Positions,
    Guid? SketchEvidenceId)
{
    internal static MeasurementView? From(Segment segment, VaultTexts texts, Confidant reader) => segment.Lengths is not { } lengths ? null : new(
        texts[segment.Id, SegmentTexts.Method], texts[segment.Id, SegmentTexts.Instrument],
        [.. lengths.Select((length, i) => new PointView(texts[segment.Id, SegmentTexts.Point(i)], length))],
        [.. Enumerable.Range(0, segment.Witnesses ?? 0).Select(i => texts[segment.Id, SegmentTexts.Witness(i)])
            .Select(name => reader.Works ? name : Mask.Name(name))],
        [.. (segment.Positions ?? []).Select(p => new PositionView(p.Side, p.MeasuredSo, texts[segment.Id, SegmentTexts.Objection(p.Side)]))],
        segment.SketchEvidenceId);
}

internal sealed record PointView(string? Name, decimal? LengthMetres);

/// <param name="Objection">What the side says instead of "measured so".</param>
internal sealed record PositionView(string Side, bool MeasuredSo, string? Objection);
