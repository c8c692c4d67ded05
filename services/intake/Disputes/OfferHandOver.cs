using Mediation.Intake.Committees;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>A unit offers the dispute to another. It is closed when both have signed, see <see cref="SignHandOver"/>.</summary>
internal sealed record OfferHandOver(Guid? FromCommitteeId = null, Guid? ToCommitteeId = null, string Reason = "")
{
    internal static readonly Refusal ToItself = new("handOver.toItself", "不能移交给本单位", "A unit hands nothing over to itself");

    internal static Decision Decide(Dispute state, Committee receiver, Guid handOverId, OfferHandOver command, DateTimeOffset now)
    {
        var (from, to) = (command.FromCommitteeId.GetValueOrDefault(), command.ToCommitteeId.GetValueOrDefault());
        return (DisputeRefusals.Closed(state) ?? DisputeRefusals.HeldByOther(state, from)) is { } refusal ? refusal
            : from == to ? ToItself
            : receiver.Revision == 0 ? AcceptDispute.CommitteeUnknown
            : !receiver.Covers(state.AreaCode) ? AcceptDispute.OtherArea
            : Decision.Of(new HandOverOffered(handOverId, from, to, now)).Sealing(handOverId, VaultFields.HandOverReason, command.Reason);
    }

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, OfferHandOver body, CommandShell shell)
    {
        var check = new FieldCheck()
            .That(body.FromCommitteeId.GetValueOrDefault() != Guid.Empty, "fromCommitteeId", "required", "必填", "Required")
            .That(body.ToCommitteeId.GetValueOrDefault() != Guid.Empty, "toCommitteeId", "required", "必填", "Required")
            .Text("reason", body.Reason, 1000);
        if ((check.Refusal ?? SignHandOver.RefusalFor(http, body.FromCommitteeId.GetValueOrDefault())) is { } bad)
        {
            return Problem.From(http, bad);
        }

        var handOverId = shell.NewId();
        return await shell.TransactAsync<Dispute, OfferHandOver>(http, id, body, async (transaction, state, command, now) =>
        {
            var (receiver, _) = await transaction.FetchForWritingAsync<Committee>(command.ToCommitteeId.GetValueOrDefault(), cancellation: http.RequestAborted);
            return Decide(state, receiver.State, handOverId, command, now);
        }, state => HandOverAnswer.Reply(id, state));
    }
}

/// <param name="Id">The dispute.</param>
/// <param name="Version">ETag of the next change.</param>
/// <param name="HandOverId">To be signed under this id.</param>
/// <param name="SignedBy">Who has signed.</param>
/// <param name="Open">Whether a signature is missing.</param>
/// <param name="CommitteeId">Whose the dispute is now; null while it is nobody's.</param>
internal sealed record HandOverAnswer(Guid Id, long Version, Guid HandOverId, IReadOnlyList<Guid> SignedBy, bool Open, Guid? CommitteeId)
{
    internal static Reply Reply(Guid id, Dispute state) => ServiceDefaults.Reply.Ok(
        new HandOverAnswer(id, state.Version, state.HandOver!.Id, state.HandOver.SignedBy, state.HandOver.Open, state.CommitteeId));
}
