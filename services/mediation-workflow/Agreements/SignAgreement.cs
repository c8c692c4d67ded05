using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>A party, the presiding mediator or the committee's seal on a written agreement. The last one puts it in effect and closes the case.</summary>
internal sealed record SignAgreement(
    Signer? Signer = null, Guid? PartyId = null, SignatureKind? Kind = null, DateTimeOffset? SignedAt = null)
{
    internal static Decision Decide(
        Agreement state, Case file, SignAgreement command, Guid? person, Guid signatureId, DateTimeOffset now)
    {
        if (Check(command, now) is { } bad)
        {
            return bad;
        }

        if (SignatureRules.Refuse(state, file, command, person) is { } refusal)
        {
            return refusal;
        }

        var signature = new Signature(command.Signer!.Value, command.PartyId, command.Kind!.Value, command.SignedAt ?? now);
        var signed = new AgreementSigned(signatureId, signature, now);
        var after = state.Evolve(signed);
        if (after.MissingSignatures.Count > 0)
        {
            return Decision.Of(signed);
        }

        var effectiveAt = after.Signatures.Max(s => s.SignedAt);
        return Decision.Of(signed, new AgreementTookEffect(effectiveAt, now))
            .AndSecond(CloseWithAgreement.Events(file, state.Id, state.Form, effectiveAt, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, SignAgreement body, CommandShell shell)
    {
        var (signatureId, person) = (shell.NewId(), Caller.Of(http).PersonId);
        return shell.OverTwoAsync<Agreement, Case, SignAgreement>(
            http, id, agreement => agreement.CaseId, body,
            (agreement, file, command, now) => Decide(agreement, file, command, person, signatureId, now),
            state => Reply.Created($"/api/v1/agreements/{id}", AgreementReplies.Of(state)), CommandKind.Append);
    }

    private static Refusal? Check(SignAgreement command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("signer", command.Signer)
            .Present("kind", command.Kind)
            .Past("signedAt", command.SignedAt, now);
        if (command.Signer == Agreements.Signer.Party)
        {
            check.Present("partyId", command.PartyId);
        }
        else
        {
            check.Absent("partyId", command.PartyId);
        }

        return check.Refusal;
    }
}
