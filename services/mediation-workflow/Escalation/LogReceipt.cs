using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Escalation;

/// <summary>The police's receipt for a report.</summary>
/// <param name="Receipt">Its number.</param>
internal sealed record LogReceipt(string? Receipt = null, DateTimeOffset? ReceivedAt = null)
{
    internal static Decision Decide(Case state, LogReceipt command, Guid reportId, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("receipt", command.Receipt, 200).Past("receivedAt", command.ReceivedAt, now);
        return check.Refusal is { } bad ? bad
            : !state.ReportsWithoutReceipt.Contains(reportId) ? Refusal.Unknown("policeReport")
            : Decision.Of(new PoliceReceiptLogged(reportId, command.ReceivedAt ?? now, now)).Sealing(reportId, "receipt", command.Receipt);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid reportId, LogReceipt body, CommandShell shell) =>
        shell.AppendAsync<Case, LogReceipt>(
            http, id, body, (state, command, now) => Decide(state, command, reportId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = reportId, receiptMissing = state.ReportsWithoutReceipt.Contains(reportId) }));
}
