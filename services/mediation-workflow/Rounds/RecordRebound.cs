using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Committees;

namespace Mediation.Workflow.Rounds;

/// <summary>The quarrel came back after an agreement (反弹): a round is opened for it, with the same committee unless another is named.</summary>
internal sealed record RecordRebound(DateTimeOffset? OccurredAt = null, string? Text = null, Guid? CommitteeId = null)
{
    /// <summary>Days after closing within which a rebound counts against the closing (metric M12).</summary>
    internal const int Window = 90;

    private static readonly Refusal NoAgreement = new("rebound.noAgreement", "案件未以协议结案", "The case did not close with an agreement");

    internal static Decision Decide(Case state, RecordRebound command, Committee named, Guid reboundId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("occurredAt", command.OccurredAt).Past("occurredAt", command.OccurredAt, now)
            .That(!(command.OccurredAt < state.ClosedAt), "occurredAt", "outOfRange", "不得早于结案时间", "Not before the case was closed")
            .Text("text", command.Text, FieldChecks.LongText);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (state is not { Status: CaseStatus.Closed, Outcome: Endings.Agreement, ClosedAt: { } closedAt })
        {
            return NoAgreement;
        }

        var committee = command.CommitteeId ?? state.CommitteeId;
        if (OpenRound.Unknown(state, committee, named) is { } unknown)
        {
            return unknown;
        }

        var within = ChinaTime.DayOf(command.OccurredAt!.Value) <= ChinaTime.DayOf(closedAt).AddDays(Window);
        return Decision.Of(
            [
                new CaseRebounded(reboundId, state.Round, command.OccurredAt.Value, within, now),
                .. OpenRound.Opening(state, state.Round + 1, committee, null, true, now),
            ])
            .Sealing(reboundId, "text", command.Text);
    }

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, RecordRebound body, CommandShell shell, EventStore.EventStore all)
    {
        var (reboundId, named) = (shell.NewId(), await Committee.FindAsync(all, body.CommitteeId, http.RequestAborted));
        return await shell.ChangeAsync<Case, RecordRebound>(
            http, id, body, (state, command, now) => Decide(state, command, named, reboundId, now), OpenRound.RoundReply);
    }
}
