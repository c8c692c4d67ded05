using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>Takes a draft back before it takes effect; another may then be drawn up.</summary>
internal sealed record WithdrawAgreement(string? Reason = null)
{
    internal static Decision Decide(Agreement state, WithdrawAgreement command, DateTimeOffset now)
    {
        var check = new FieldCheck().Text("reason", command.Reason, FieldChecks.ShortText);
        return check.Refusal is { } bad ? bad
            : AgreementRefusals.Unsettled(state) is { } settled ? settled
            : Decision.Of(new AgreementWithdrawn(now)).AndSecond(new AgreementDiscarded(state.Id, now))
                .Sealing(state.Id, "withdrawal", command.Reason);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, WithdrawAgreement body, CommandShell shell) =>
        shell.OverTwoAsync<Agreement, Case, WithdrawAgreement>(
            http, id, agreement => agreement.CaseId, body, (agreement, _, command, now) => Decide(agreement, command, now),
            state => Reply.Ok(AgreementReplies.Of(state)), CommandKind.Change);
}
