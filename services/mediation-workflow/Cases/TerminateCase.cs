using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Rounds;

namespace Mediation.Workflow.Cases;

/// <summary>Ends the mediation without an agreement, for a coded reason. The notice that names the other remedies is then due.</summary>
internal sealed record TerminateCase(string? Reason = null, string? Text = null, string? ReferredTo = null, IReadOnlyList<Guid>? PartyIds = null)
{
    internal static Decision Decide(Case state, TerminateCase command, Guid endingId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("reason", command.Reason)
            .That(
                command.Reason is null || (command.Reason != Endings.Agreement && Endings.All.Contains(command.Reason)),
                "reason", "unknown", "不是终止原因代码", "Not a reason for ending without agreement")
            .OptionalText("text", command.Text, FieldChecks.LongText)
            .OptionalText("referredTo", command.ReferredTo, FieldChecks.ShortText)
            .Needs(state, command);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if ((state.Status == CaseStatus.Closed ? CaseRefusals.Closed : EndingRules.Refuse(state, command, now)) is { } refusal)
        {
            return refusal;
        }

        var concerned = command.PartyIds is { Count: > 0 } parties ? parties.Distinct().ToList() : null;
        var texts = string.IsNullOrEmpty(command.Text) && string.IsNullOrEmpty(command.ReferredTo) ? (Guid?)null : endingId;
        return Decision.Of(state.Closing(command.Reason!, now) with { EndingId = texts, PartyIds = concerned })
            .Sealing(endingId, "termination", command.Text)
            .Sealing(endingId, "referredTo", command.ReferredTo);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, TerminateCase body, CommandShell shell)
    {
        var endingId = shell.NewId();
        return shell.ChangeAsync<Case, TerminateCase>(
            http, id, body, (state, command, now) => Decide(state, command, endingId, now), CaseReplies.Ok);
    }
}
