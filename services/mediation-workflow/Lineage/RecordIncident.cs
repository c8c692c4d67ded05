using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Lineage;

/// <summary>An earlier incident of the quarrel, decades ago perhaps, with what was done about it.</summary>
internal sealed record RecordIncident(
    int? Year = null, int? Month = null, int? Day = null, bool? About = null, Handling? Handling = null, string? Text = null)
{
    // A quarrel of thirty years has dozens; the bound keeps a runaway client from growing the file without end.
    private const int Most = 200;
    private const int FirstYear = 1900;

    private static readonly Refusal TooMany = new("incident.tooMany", "历史纠纷记录过多", "Too many earlier incidents");

    internal static Decision Decide(Case state, RecordIncident command, Guid incidentId, DateTimeOffset now)
    {
        var today = ChinaTime.DayOf(now);
        var check = new FieldCheck()
            .Present("year", command.Year).Range("year", command.Year, FirstYear, today.Year)
            .Range("month", command.Month, 1, 12)
            .That(command.Day is null || command.Month is not null, "month", "required", "有日须有月", "A day needs its month")
            .Present("handling", command.Handling)
            .Text("text", command.Text, FieldChecks.LongText);
        if (check.Refusal is null)
        {
            var (year, month) = (command.Year!.Value, command.Month ?? 1);
            check.Range("day", command.Day, 1, DateTime.DaysInMonth(year, month))
                .That(year < today.Year || month <= today.Month, "month", "inFuture", "不得晚于今天", "Must not be in the future")
                .That(
                    year < today.Year || month < today.Month || !(command.Day > today.Day), "day", "inFuture", "不得晚于今天", "Must not be in the future");
        }

        return check.Refusal is { } bad ? bad
            : state.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : state.EarlierIncidents >= Most ? TooMany
            : Decision.Of(new EarlierIncidentRecorded(
                    incidentId, command.Year!.Value, command.Month, command.Day, command.About == true, command.Handling!.Value, now))
                .Sealing(incidentId, "text", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RecordIncident body, CommandShell shell)
    {
        var incidentId = shell.NewId();
        return shell.AppendAsync<Case, RecordIncident>(
            http, id, body, (state, command, now) => Decide(state, command, incidentId, now),
            _ => Reply.Created($"/api/v1/cases/{id}", new { id = incidentId }));
    }
}
