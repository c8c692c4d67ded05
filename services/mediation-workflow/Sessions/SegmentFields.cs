using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Which fields a segment needs, by its mode.</summary>
internal static class SegmentFields
{
    private const int MostPoints = 100;
    private const int MostWitnesses = 20;

    internal static void Opening(FieldCheck check, Session state, SegmentOpening opening)
    {
        check.Present("mode", opening.Mode).OptionalText("recusalAnswer", opening.RecusalAnswer, FieldChecks.ShortText);
        if (opening.Mode == Mode.Caucus)
        {
            check.Present("side", opening.Side)
                .That(opening.Side is null || state.Sides.Contains(opening.Side), "side", "unknown", "案件没有这一方", "The case has no such side");
        }
        else
        {
            check.Absent("side", opening.Side);
        }

        if (opening.Mode == Mode.Video)
        {
            check.Text("videoLink", opening.VideoLink, FieldChecks.ShortText)
                .That(IsHttps(opening.VideoLink), "videoLink", "malformed", "应为 https 链接", "Must be an https link");
        }
        else
        {
            check.Absent("videoLink", opening.VideoLink);
        }
    }

    internal static void Ending(FieldCheck check, Session state, Mode? mode, string? note, Measured? card)
    {
        check.OptionalText("note", note, FieldChecks.LongText);
        if (mode != Mode.FieldMeasurement)
        {
            check.Absent("measurement", card);
            return;
        }

        check.OptionalText("measurement.method", card?.Method, FieldChecks.ShortText)
            .OptionalText("measurement.instrument", card?.Instrument, 200)
            .Count("measurement.points", card?.Points, 0, MostPoints)
            .Count("measurement.witnesses", card?.Witnesses, 0, MostWitnesses)
            .Count("measurement.positions", card?.Positions, 0, state.Sides.Count);
        Each(card?.Points, MostPoints, (path, point) => check
            .Text($"{path}.name", point?.Name, 100).Range($"{path}.lengthMetres", point?.LengthMetres, 0, 1_000_000), "measurement.points");
        Each(card?.Witnesses, MostWitnesses, (path, name) => check.Text(path, name, 100), "measurement.witnesses");
        Each(card?.Positions, state.Sides.Count, (path, position) => Position(check, state, path, position), "measurement.positions");
        check.That(
            (card?.Positions ?? []).Select(p => p?.Side).Distinct().Count() == (card?.Positions?.Count ?? 0), "measurement.positions",
            "repeated", "每方只填一次", "Each side once");
    }

    private static bool IsHttps(string? link) =>
        string.IsNullOrEmpty(link) || (Uri.TryCreate(link, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttps);

    private static void Position(FieldCheck check, Session state, string path, Measured.SidePosition? position)
    {
        check.That(position?.Side is { } side && state.Sides.Contains(side), $"{path}.side", "unknown", "案件没有这一方", "The case has no such side")
            .Present($"{path}.measuredSo", position?.MeasuredSo);
        if (position?.MeasuredSo == false)
        {
            check.Text($"{path}.objection", position.Objection, FieldChecks.ShortText);
        }
        else
        {
            check.Absent($"{path}.objection", position?.Objection);
        }
    }

    private static void Each<T>(IReadOnlyList<T>? items, int most, Action<string, T> check, string path)
    {
        for (var i = 0; i < Math.Min(items?.Count ?? 0, most); i++)
        {
            check($"{path}[{i}]", items![i]);
        }
    }
}
