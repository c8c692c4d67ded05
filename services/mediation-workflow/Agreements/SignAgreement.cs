using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Evidence;

namespace Mediation.Workflow.Agreements;

/// <summary>A party, the presiding mediator or the committee's seal on a written agreement. The last one puts it in effect and closes the case.</summary>
/// <param name="Name">Of a witness or the recorder, who have no id.</param>
/// <param name="AgentName">Who signs for the party under a power of attorney on file.</param>
/// <param name="AgentPartyId">The agent, if a party of the case.</param>
/// <param name="EvidenceId">Scan of the signed paper, with its hash.</param>
internal sealed record SignAgreement(
    Signer? Signer = null, Guid? PartyId = null, SignatureKind? Kind = null, DateTimeOffset? SignedAt = null, string? Name = null,
    string? AgentName = null, Guid? AgentPartyId = null, Guid? EvidenceId = null, string? Sha256 = null)
{
    internal bool ByAgent => AgentName is not null || AgentPartyId is not null;

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

        var signature = new Signature(
            command.Signer!.Value, command.PartyId, command.Kind!.Value, command.SignedAt ?? now, command.EvidenceId,
            command.Sha256?.ToLowerInvariant(), command.ByAgent ? true : null, signatureId);
        var signed = new AgreementSigned(signatureId, signature, now);
        var after = state.Evolve(signed);
        var decision = Decision.Of(signed);
        if (after.MissingSignatures.Count == 0)
        {
            var effect = TakingEffect.Of(after, file, after.Signatures.Max(s => s.SignedAt), now);
            decision = Decision.Of([signed, .. effect.Events]).AndSecond(effect.OnCase);
        }

        return decision.Sealing(signatureId, "name", command.Name).Sealing(signatureId, "agent", command.AgentName);
    }

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, SignAgreement body, CommandShell shell, StoreReader store)
    {
        var (signatureId, person) = (shell.NewId(), Caller.Of(http).PersonId);
        var scan = await FiledScan.RefuseAsync<Agreement>(store, id, body.EvidenceId, body.Sha256, http.RequestAborted);
        return await shell.OverTwoAsync<Agreement, Case, SignAgreement>(
            http, id, agreement => agreement.CaseId, body,
            (agreement, file, command, now) => Decide(agreement, file, command, person, signatureId, now).Unless(scan),
            state => Reply.Created($"/api/v1/agreements/{id}", AgreementReplies.Of(state)), CommandKind.Append);
    }

    private static Refusal? Check(SignAgreement command, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("signer", command.Signer)
            .Present("kind", command.Kind)
            .Past("signedAt", command.SignedAt, now)
            .OptionalText("agentName", command.AgentName, 100)
            .Scan(command.EvidenceId, command.Sha256);
        if (command.Signer == Agreements.Signer.Party)
        {
            check.Present("partyId", command.PartyId);
        }
        else
        {
            check.Absent("partyId", command.PartyId).Absent("agentName", command.AgentName).Absent("agentPartyId", command.AgentPartyId);
        }

        return command.Signer is Agreements.Signer.Witness or Agreements.Signer.Recorder
            ? check.Text("name", command.Name, 100).Refusal
            : check.Absent("name", command.Name).Refusal;
    }
}
