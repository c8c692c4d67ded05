using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Evidence;

namespace Mediation.Workflow.Confirmations;

/// <summary>Puts a paper into the packet; append-only. A paper without a file on record lies in the committee's hands.</summary>
internal sealed record AttachPaper(PaperKind? Kind = null, Guid? PartyId = null, Guid? EvidenceId = null, string? Sha256 = null)
{
    private const int MostPapers = 200;

    private static readonly Refusal Full = new("confirmation.packetFull", "附件过多", "Too many papers");

    internal static Decision Decide(Confirmation state, AttachPaper command, Guid agreementId, Guid attachmentId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("kind", command.Kind)
            .That(command.PartyId is not { } party || state.Applicants.Contains(party), "partyId", "unknown", "不是申请人", "Not an applicant")
            .Scan(command.EvidenceId, command.Sha256);
        if (command.Kind is PaperKind.Identity or PaperKind.PowerOfAttorney)
        {
            check.Present("partyId", command.PartyId);
        }
        else if (command.Kind is not PaperKind.Other)
        {
            check.Absent("partyId", command.PartyId);
        }

        return state.AgreementId != agreementId ? Refusal.Unknown("confirmation")
            : check.Refusal is { } bad ? bad
            : state.Ruling is not null ? ConfirmationRefusals.Ruled
            : state.Attachments.Count >= MostPapers ? Full
            : Decision.Of(new PaperAttached(
                new Attachment(attachmentId, command.Kind!.Value, command.PartyId, command.EvidenceId, command.Sha256?.ToLowerInvariant()), now));
    }

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid id, Guid cid, AttachPaper body, CommandShell shell, StoreReader store)
    {
        var attachmentId = shell.NewId();
        var scan = await FiledScan.RefuseAsync<Confirmation>(store, cid, body.EvidenceId, body.Sha256, http.RequestAborted);
        return await shell.AppendAsync<Confirmation, AttachPaper>(
            http, cid, body, (state, command, now) => Decide(state, command, id, attachmentId, now).Unless(scan),
            state => Reply.Created($"/api/v1/agreements/{id}/confirmations/{cid}", ConfirmationReplies.Of(state)));
    }
}
