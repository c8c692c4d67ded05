using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Sessions;

/// <summary>Which fields a segment needs, by its mode.</summary>
internal static class SegmentFields
{
    private const int MostPoints = 100;

    internal static Refusal? Check(Session state, RecordSegment command)
    {
        var check = new FieldCheck()
            .Present("mode", command.Mode)
            .Present("startedAt", command.StartedAt).Instant("startedAt", command.StartedAt)
            .Present("endedAt", command.EndedAt).Instant("endedAt", command.EndedAt)
            .OptionalText("note", command.Note, FieldChecks.LongText);
        Side(check, state, command);
        Measurement(check, command);
        return check.Refusal;
    }

    private static void Side(FieldCheck check, Session state, RecordSegment command)
    {
        if (command.Mode == Mode.Caucus)
        {
            check.Present("side", command.Side)
                .That(command.Side is null || state.Sides.Contains(command.Side), "side", "unknown", "案件没有这一方", "The case has no such side");
        }
        else
        {
            check.Absent("side", command.Side);
        }
    }

    private static void Measurement(FieldCheck check, RecordSegment command)
    {
        if (command.Mode != Mode.FieldMeasurement)
        {
            check.Absent("measurement", command.Measurement);
            return;
        }

        var points = command.Measurement?.Points ?? [];
        check.Count("measurement.points", points, 0, MostPoints);
        for (var i = 0; i < Math.Min(points.Count, MostPoints); i++)
        {
            check.Text($"measurement.points[{i}].name", points[i]?.Name, 100)
                .Range($"measurement.points[{i}].lengthMetres", points[i]?.LengthMetres, 0, 1_000_000);
        }
    }
}
