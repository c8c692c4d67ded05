using System.Globalization;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Evidence;
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

    private static Paper Of(PrintFacts facts, Session? session, Segment? segment)
    {
        var card = segment is null ? null : MeasurementView.From(segment, facts.Texts, facts.Reader);
        var witnesses = card is null ? null : PrintFacts.Joined("、", card.Witnesses);
        return new("现场丈量记录",
        [
            new Field("地点", session is null ? null : facts.Texts[session.Id, "place"]),
            new Field("时间", PrintFacts.Minute(segment?.StartedAt)),
            new Field("丈量方法和工具", PrintFacts.Joined("；", [card?.Method, card?.Instrument])),
            new Grid("丈量点和长度", ["丈量点", "长度（米）"], [3, 2], [.. (card?.Points ?? []).Select(point => (IReadOnlyList<string?>)
                [point.Name, point.LengthMetres?.ToString("0.##", CultureInfo.InvariantCulture)])]),
            .. Sketch(facts, card?.SketchEvidenceId),
            new Field("见证人", witnesses),
            .. facts.Case.Sides.Select(side => new Field($"{PrintFacts.SideName(side)}意见（丈量属实，或者异议）", Said(card, side), 2)),
            .. PartyBlocks.Signatures(facts),
            new SignLine($"见证人{Hands.Print}", witnesses),
            new SignLine($"丈量人{Hands.Sign}"),
        ]);
    }

    private static IReadOnlyList<Block> Sketch(PrintFacts facts, Guid? id)
    {
        if (facts.Evidence.FirstOrDefault(row => row.Filed.EvidenceId == id) is not { } row)
        {
            return [new Field("草图", null, 8)];
        }

        var title = DossierContents.TitleOf(facts, row.Filed);
        return
        [
            new Field("草图", $"见卷内材料：{title}"),
            .. FileTypes.IsImage(row.Filed.Type) ? [new Picture(row.Filed.EvidenceId, title)] : Array.Empty<Block>(),
        ];
    }

    private static string? Said(MeasurementView? card, string side) =>
        card?.Positions.FirstOrDefault(p => p.Side == side) is not { } position ? null
        : position.MeasuredSo ? "丈量属实" : PrintFacts.Joined("：", ["有异议", position.Objection]);
}
