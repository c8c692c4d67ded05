using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Escalation;

/// <summary>
/// Signs that it may turn violent: preventive steps are taken and the police told at once (PML 25). In a closed case too; the receipt may
/// come later.
/// </summary>
/// <param name="Station">Whom it was reported to.</param>
/// <param name="Receipt">Number of the police's receipt, if it is there already.</param>
internal sealed record ReportToPolice(
    string? Station = null, string? Text = null, string? PreventiveSteps = null, DateTimeOffset? ReportedAt = null, string? Receipt = null)
{
    private const int Most = 50;

    private static readonly Refusal TooMany = new("policeReport.tooMany", "待回执的报告过多", "Too many reports wait for a receipt");

    internal static Decision Decide(Case state, ReportToPolice command, Guid reportId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Text("station", command.Station, 200)
            .Text("text", command.Text, FieldChecks.LongText)
            .Text("preventiveSteps", command.PreventiveSteps, FieldChecks.LongText)
            .Past("reportedAt", command.ReportedAt, now)
            .OptionalText("receipt", command.Receipt, 200);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (state.ReportsWithoutReceipt.Count >= Most)
        {
            return TooMany;
        }

        var reported = new PoliceReported(reportId, command.ReportedAt ?? now, now);
        return Decision.Of(string.IsNullOrWhiteSpace(command.Receipt) ? [reported] : [reported, new PoliceReceiptLogged(reportId, reported.ReportedAt, now)])
            .Sealing(reportId, "station", command.Station)
            .Sealing(reportId, "text", command.Text)
            .Sealing(reportId, "preventiveSteps", command.PreventiveSteps)
            .Sealing(reportId, "receipt", command.Receipt);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, ReportToPolice body, CommandShell shell)
    {
        var reportId = shell.NewId();
        return shell.AppendAsync<Case, ReportToPolice>(
            http, id, body, (state, command, now) => Decide(state, command, reportId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = reportId, receiptMissing = state.ReportsWithoutReceipt.Contains(reportId) }));
    }
}
