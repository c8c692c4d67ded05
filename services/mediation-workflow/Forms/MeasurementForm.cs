using System.Globalization;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Forms;

/// <summary>The card of a measurement on the land.</summary>
internal static class MeasurementForm
{
    internal static IReadOnlyList<Paper> Measurements(PrintFacts facts)
    {
        var cards = facts.Sessions
            .SelectMany(session => session.Segments.Where(s => s.Mode == Mode.FieldMeasurement).Select(s => Of(facts, session, s))).ToList();
        return cards.Count > 0 ? cards : [Of(facts, null, null)];
    }

    private static Paper Of(PrintFacts facts, Session? session, Segment? segment) => new("现场丈量记录",
    [
        new Field("地点", session is null ? null : facts.Texts[session.Id, "place"]),
        new Field("时间", PrintFacts.Minute(segment?.StartedAt)),
        new Field("丈量方法和工具", null),
        new Grid("丈量点和长度", ["丈量点", "长度（米）"], [3, 2], [.. (segment?.Lengths ?? []).Select((length, i) => (IReadOnlyList<string?>)
            [facts.Texts[segment!.Id, $"point.{i}"], length?.ToString("0.##", CultureInfo.InvariantCulture)])]),
        new Field("草图", null, 8),
        new Field("见证人", null),
        .. facts.Case.Sides.Select(side => new Field($"{PrintFacts.SideName(side)}意见（丈量属实，或者异议）", null, 2)),
        .. PartyBlocks.Signatures(facts),
        new SignLine($"见证人{Hands.Print}"),
        new SignLine($"丈量人{Hands.Sign}"),
    ]);
}
