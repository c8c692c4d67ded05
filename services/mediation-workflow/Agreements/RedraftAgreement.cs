using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Agreements;

/// <summary>Words a written agreement anew before it takes effect. What was signed is void by that, so it has to be said.</summary>
internal sealed record RedraftAgreement(DraftAgreement? Terms = null, bool? VoidSignatures = null)
{
    private static readonly Refusal Signed = new(
        "agreement.signed", "已有人签署；修改将使已有签名作废，须明示同意", "Somebody has signed; a change voids the signatures and must say so");

    internal static Decision Decide(
        Agreement state, Case file, RedraftAgreement command, Guid textId, IReadOnlyList<Guid> obligationIds, DateTimeOffset now)
    {
        var terms = command.Terms ?? new DraftAgreement();
        var check = new FieldCheck()
            .Present("terms", command.Terms)
            // The form stays: another form is another agreement.
            .Absent("terms.form", terms.Form);
        if ((check.Refusal ?? AgreementFields.Check(file, terms, "terms.")) is { } bad)
        {
            return bad;
        }

        if (AgreementRefusals.Unsettled(state) is { } settled)
        {
            return settled;
        }

        if (file.Status != CaseStatus.Open)
        {
            return CaseRefusals.NotOpen;
        }

        if (state.Round != file.Round)
        {
            return AgreementRefusals.EarlierRound;
        }

        if (state.Signatures.Count > 0 && command.VoidSignatures != true)
        {
            return Signed;
        }

        var redrafted = new AgreementRedrafted(
            textId, [.. file.Parties.Select(p => p.PartyId)], terms.Copies ?? file.Parties.Count + 1, terms.PerformedAtOnce == true,
            AgreementTerms.Obligations(terms, obligationIds), terms.Partial, terms.Matters, now);
        return (state.Signatures.Count > 0 ? Decision.Of(redrafted, new SignaturesVoided(state.Signatures.Count, now)) : Decision.Of(redrafted))
            .Sealing(terms, textId, obligationIds);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, RedraftAgreement body, CommandShell shell, TimeProvider clock)
    {
        var (textId, obligationIds) = (shell.NewId(), AgreementTerms.NewIds(body.Terms, shell));
        return shell.OverTwoAsync<Agreement, Case, RedraftAgreement>(
            http, id, agreement => agreement.CaseId, body,
            (agreement, file, command, now) => Decide(agreement, file, command, textId, obligationIds, now),
            state => Reply.Ok(AgreementReplies.Of(state, AgreementLint.Of(AgreementTerms.Wording(body.Terms!, state), clock.GetUtcNow()))),
            CommandKind.Change);
    }
}
