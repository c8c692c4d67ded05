using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Cases;

/// <summary>Ends the mediation without an agreement, for a coded reason. The notice that names the other remedies is then due.</summary>
internal sealed record TerminateCase(string? Reason = null, string? Text = null, string? ReferredTo = null)
{
    internal static Decision Decide(Case state, TerminateCase command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("reason", command.Reason)
            .That(
                command.Reason is null || (command.Reason != Endings.Agreement && Endings.All.Contains(command.Reason)),
                "reason", "unknown", "不是终止原因代码", "Not a reason for ending without agreement")
            .OptionalText("text", command.Text, FieldChecks.LongText)
            .OptionalText("referredTo", command.ReferredTo, FieldChecks.ShortText);
        if (command.Reason == Endings.Other)
        {
            check.Text("text", command.Text, FieldChecks.LongText);
        }

        return check.Refusal is { } bad ? bad
            : state.Status == CaseStatus.Closed ? CaseRefusals.Closed
            : Decision.Of(new CaseClosed(command.Reason!, now))
                .Sealing(state.Id, "termination", command.Text)
                .Sealing(state.Id, "referredTo", command.ReferredTo);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, TerminateCase body, CommandShell shell) =>
        shell.ChangeAsync<Case, TerminateCase>(http, id, body, Decide, CaseReplies.Ok);
}
