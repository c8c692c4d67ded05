using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Confirmations;

/// <summary>All parties together want a court to confirm their agreement; the packet is then put together.</summary>
/// <param name="Despite">Go on although the pre-check found what a court will not take or will dismiss.</param>
internal sealed record SeekConfirmation(
    IReadOnlyList<Guid>? ApplicantPartyIds = null, string? CourtName = null, string? CourtAreaCode = null, bool? Despite = null)
{
    private static readonly Refusal TooLate = new("confirmation.tooLate", "已超过协议生效后三十日", "More than thirty days since it took effect");
    private static readonly Refusal UnderWay = new("confirmation.underWay", "已有申请在办", "An application is under way");
    private static readonly Refusal Confirmed = new("confirmation.confirmed", "法院已裁定确认", "The court has confirmed it already");
    private static readonly Refusal Rejected =
        new("confirmation.rejected", "法院已裁定驳回，可变更协议、重新调解或起诉", "The court dismissed it; agree anew, mediate again or go to court");

    internal static Decision Decide(
        Agreement agreement, Case file, IReadOnlyList<LintFinding> lint, SeekConfirmation command, Guid id, DateTimeOffset now)
    {
        if (Check(command) is { } bad)
        {
            return bad;
        }

        if (Refuse(agreement, command, ChinaTime.DayOf(now)) is { } refusal)
        {
            return refusal;
        }

        var found = ConfirmationCheck.Of(agreement, file, lint, command.CourtAreaCode).Where(f => f.State == CheckState.Found).Select(f => f.Code).ToList();
        if (found.Count > 0 && command.Despite != true)
        {
            return new Refusal("confirmation.likelyRefused", "预审发现法院可能不予受理或驳回", "The pre-check found what a court will not take or will dismiss") { Missing = found };
        }

        var opened = new ConfirmationOpened(
            id, agreement.CaseId, agreement.Id, agreement.PartyIds, command.CourtAreaCode, ChinaTime.DayOf(agreement.EffectiveAt!.Value),
            agreement.ConfirmableUntil!.Value, Packet.For(agreement, file), now);
        return Decision.Of(opened).AndSecond(new ConfirmationSought(id, now)).Sealing(id, "court", command.CourtName);
    }

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid id, SeekConfirmation body, CommandShell shell, StoreReader store, Vault vault, TimeProvider clock)
    {
        var confirmationId = shell.NewId();
        // What the pre-check reads does not change under an agreement that is in effect; its own state is read again with the decision.
        var seen = await store.FetchForWritingAsync<Agreement>(id, http.RequestAborted);
        var file = seen.Exists ? (await store.FetchForWritingAsync<Case>(seen.State.CaseId, http.RequestAborted)).State : Case.Initial;
        var lint = seen.Exists ? await ReadLint.OfAsync(seen.State, store, vault, clock.GetUtcNow(), http.RequestAborted) : [];
        return await shell.OverTwoAsync<Confirmation, Agreement, SeekConfirmation>(
            http, confirmationId, _ => id, body, (_, agreement, command, now) => Decide(agreement, file, lint, command, confirmationId, now),
            state => Reply.Created($"/api/v1/agreements/{id}/confirmations/{confirmationId}", ConfirmationReplies.Of(state)), CommandKind.Create);
    }

    private static Refusal? Check(SeekConfirmation command) => new FieldCheck()
        .Count("applicantPartyIds", command.ApplicantPartyIds, 1, 100)
        .Text("courtName", command.CourtName, 200)
        .That(
            command.CourtAreaCode is null || (command.CourtAreaCode.Length == 6 && command.CourtAreaCode.All(char.IsAsciiDigit)),
            "courtAreaCode", "malformed", "应为6位区划代码", "Must be six digits").Refusal;

    private static Refusal? Refuse(Agreement agreement, SeekConfirmation command, DateOnly today)
    {
        var absent = agreement.PartyIds.Except(command.ApplicantPartyIds!).Select(id => $"party:{id}").ToList();
        return agreement.EffectiveAt is null ? AgreementRefusals.NotInEffect
            : command.ApplicantPartyIds!.Except(agreement.PartyIds).Any() ? SignatureRules.NotAParty
            : absent.Count > 0 ? new Refusal("confirmation.jointOnly", "须由双方共同申请", "Only all parties together may apply") { Missing = absent }
            : agreement.Confirmation switch
            {
                { Ruling: null } => UnderWay,
                { Ruling: Ruling.Confirmed } => Confirmed,
                { Ruling: Ruling.Rejected } => Rejected,
                _ => today > agreement.ConfirmableUntil ? TooLate : null,
            };
    }
}
