using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Rounds;

/// <summary>The notice of the other remedies was served on a party; due on each side after every ending but an agreement.</summary>
internal sealed record ServeNotice(Guid? PartyId = null, Manner? Manner = null, DateTimeOffset? ServedAt = null, string? Text = null)
{
    private static readonly Refusal NotDue = new("notice.notDue", "本案不需要告知其他救济途径", "No notice of remedies is due in this case");

    internal static Decision Decide(Case state, ServeNotice command, Guid noticeId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("partyId", command.PartyId)
            .That(command.PartyId is null || state.HasParty(command.PartyId), "partyId", "unknown", "不是本案当事人", "Not a party of the case")
            .Present("manner", command.Manner)
            .Past("servedAt", command.ServedAt, now)
            .That(!(command.ServedAt < state.ClosedAt), "servedAt", "outOfRange", "不得早于终止时间", "Not before the round ended")
            .OptionalText("text", command.Text, FieldChecks.LongText);
        return check.Refusal is { } bad ? bad
            : state.Status != CaseStatus.Closed || state.Outcome == Endings.Agreement ? NotDue
            : state.NoticeServedTo.Contains(command.PartyId!.Value) ? Decision.AlreadySo
            : Decision.Of(new RemediesNoticeServed(noticeId, state.Round, command.PartyId.Value, command.Manner!.Value, command.ServedAt ?? now, now))
                .Sealing(noticeId, "text", command.Text);
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, ServeNotice body, CommandShell shell)
    {
        var noticeId = shell.NewId();
        return shell.AppendAsync<Case, ServeNotice>(
            http, id, body, (state, command, now) => Decide(state, command, noticeId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id, served = state.NoticeServedTo, sidesWithoutNotice = state.SidesWithoutNotice.ToList() }));
    }
}
