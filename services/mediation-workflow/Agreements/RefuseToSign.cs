using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>A party will not sign: the mediation ends with S, and the notice that names the other remedies is due.</summary>
internal sealed record RefuseToSign(Guid? PartyId = null, string? Text = null)
{
    internal static Decision Decide(Agreement state, Case file, RefuseToSign command, Guid refusalId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("partyId", command.PartyId)
            .OptionalText("text", command.Text, FieldChecks.LongText);
        return check.Refusal is { } bad ? bad
            : AgreementRefusals.Unsettled(state) is { } settled ? settled
            : file.Status != CaseStatus.Open ? CaseRefusals.NotOpen
            : state.Round != file.Round ? AgreementRefusals.EarlierRound
            : !state.PartyIds.Contains(command.PartyId!.Value) ? SignatureRules.NotAParty
            : state.Signatures.Any(s => s.PartyId == command.PartyId) ? SignatureRules.Twice
            : Decision.Of(new SigningRefused(refusalId, command.PartyId.Value, now))
                .AndSecond(file.Closing(Endings.RefusesToSign, now))
                .Sealing(refusalId, "text", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RefuseToSign body, CommandShell shell)
    {
        var refusalId = shell.NewId();
        return shell.OverTwoAsync<Agreement, Case, RefuseToSign>(
            http, id, agreement => agreement.CaseId, body, (agreement, file, command, now) => Decide(agreement, file, command, refusalId, now),
            state => Reply.Ok(AgreementReplies.Of(state)), CommandKind.Change);
    }
}
