using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Confirmations;

/// <summary>The complete packet was handed in at the court, within thirty days of the agreement taking effect (CPL 205).</summary>
internal sealed record SubmitConfirmation(DateOnly? SubmittedOn = null)
{
    private static readonly Refusal TooLate = new("confirmation.tooLate", "已超过协议生效后三十日", "More than thirty days since it took effect");

    internal static Decision Decide(Confirmation state, SubmitConfirmation command, Guid agreementId, DateTimeOffset now)
    {
        var (today, on) = (ChinaTime.DayOf(now), command.SubmittedOn ?? ChinaTime.DayOf(now));
        var check = new FieldCheck()
            .Day("submittedOn", command.SubmittedOn)
            .That(on <= today, "submittedOn", "inFuture", "日期不得晚于今日", "Must not be in the future")
            .That(on >= state.EffectiveOn, "submittedOn", "outOfRange", "不得早于协议生效日", "Not before the agreement took effect");
        return state.AgreementId != agreementId ? Refusal.Unknown("confirmation")
            : check.Refusal is { } bad ? bad
            : state.Ruling is not null ? ConfirmationRefusals.Ruled
            : state.SubmittedOn is not null ? ConfirmationRefusals.Submitted
            : state.Missing is { Count: > 0 } missing ? Incomplete(missing)
            : on > state.LastDay ? TooLate
            : Decision.Of(new ConfirmationSubmitted(on, now));
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, Guid cid, SubmitConfirmation body, CommandShell shell) =>
        shell.ChangeAsync<Confirmation, SubmitConfirmation>(
            http, cid, body, (state, command, now) => Decide(state, command, id, now), ConfirmationReplies.Ok);

    private static Refusal Incomplete(IReadOnlyList<PacketItem> missing) =>
        new("confirmation.packetIncomplete", "申请材料不齐", "Papers are missing") { Missing = [.. missing.Select(Packet.NameOf)] };
}
