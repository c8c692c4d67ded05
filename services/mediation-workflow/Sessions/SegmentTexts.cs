using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>A segment's texts and the vault's names for them; all lie under the segment's id.</summary>
internal static class SegmentTexts
{
    internal const string RecusalAnswer = "recusalAnswer";
    internal const string VideoLink = "videoLink";
    internal const string Method = "measurement.method";
    internal const string Instrument = "measurement.instrument";

    internal static string Point(int index) => $"point.{index}";

    internal static string Witness(int index) => $"witness.{index}";

    internal static string Objection(string side) => $"objection.{side}";

    // What a side says in caucus is under a name of its own, which only Confidant lets be read.
    internal static string Note(Mode mode) => mode == Mode.Caucus ? Confidant.SealedNote : "note";

    internal static Decision Seal(Decision decision, Guid segmentId, SegmentOpening opening) =>
        decision.Sealing(segmentId, RecusalAnswer, opening.RecusalAnswer).Sealing(segmentId, VideoLink, opening.VideoLink);

    internal static Decision SealingEnd(this Decision decision, RunningSegment segment, string? note, Measured? card)
    {
        IEnumerable<(string Field, string? Text)> texts =
        [
            (Note(segment.Mode), note), (Method, card?.Method), (Instrument, card?.Instrument),
            .. (card?.Points ?? []).Select((p, i) => (Point(i), p!.Name)),
            .. (card?.Witnesses ?? []).Select((name, i) => (Witness(i), name)),
            .. (card?.Positions ?? []).Select(p => (Objection(p!.Side!), p.Objection)),
        ];
        return texts.Aggregate(decision, (sealing, text) => sealing.Sealing(segment.Id, text.Field, text.Text));
    }
}
