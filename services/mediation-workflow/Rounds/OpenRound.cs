using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Committees;

namespace Mediation.Workflow.Rounds;

/// <summary>
/// A case that failed gets another round, not another case. It belongs to the round's committee from then on; as long as nobody there
/// has taken it up, it may be given to another.
/// </summary>
internal sealed record OpenRound(Guid? CommitteeId = null, string? Reason = null)
{
    private static readonly Refusal NotEnded = new("round.notEnded", "本轮调解尚未结束", "The round has not ended");

    private static readonly Refusal ReboundNeeded =
        new("round.reboundNeeded", "案件已达成协议，须登记反弹才能再调", "The case ended with an agreement; a rebound must be recorded");

    private static readonly Refusal CommitteeUnknown = new("committee.unknown", "调委会不存在", "No such committee");

    internal static Decision Decide(Case state, OpenRound command, Committee named, Guid reasonId, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("committeeId", command.CommitteeId).OptionalText("reason", command.Reason, FieldChecks.ShortText);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        var committee = command.CommitteeId!.Value;
        var handedOn = state is { Status: CaseStatus.WaitingForMediator, Round: > 1 };
        return state.Status == CaseStatus.Closed && state.Outcome == Endings.Agreement ? ReboundNeeded
            : handedOn && committee == state.CommitteeId ? Decision.AlreadySo
            : state.Status != CaseStatus.Closed && !handedOn ? NotEnded
            : Unknown(state, committee, named) is { } unknown ? unknown
            : Decision.Of(Opening(
                    state, handedOn ? state.Round : state.Round + 1, committee, command.Reason is null ? null : reasonId,
                    handedOn && state.RoundIsRebound, now))
                .Sealing(reasonId, "reason", command.Reason);
    }

    /// <summary>A round begins and asks the roster of its committee for a mediator.</summary>
    internal static IReadOnlyList<object> Opening(Case state, int round, Guid committeeId, Guid? reasonId, bool rebound, DateTimeOffset now) =>
    [
        new RoundOpened(round, committeeId, reasonId, rebound, now),
        new MediatorRequested(state.Attempt + 1, committeeId, state.AreaCode, state.TypeCode, [.. state.Recused], now, round),
    ];

    /// <summary>Nobody would take up a round of a committee that is not there. Those that had the case are, whatever was heard of them.</summary>
    internal static Refusal? Unknown(Case state, Guid committeeId, Committee named) =>
        named.Revision > 0 || committeeId == state.CommitteeId || committeeId == state.FirstCommitteeId ? null : CommitteeUnknown;

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, OpenRound body, CommandShell shell, EventStore.EventStore all)
    {
        var (reasonId, named) = (shell.NewId(), await Committee.FindAsync(all, body.CommitteeId, http.RequestAborted));
        return await shell.ChangeAsync<Case, OpenRound>(
            http, id, body, (state, command, now) => Decide(state, command, named, reasonId, now), RoundReply);
    }

    internal static Reply RoundReply(Case state) => Reply.Created(
        $"/api/v1/cases/{state.Id}", new { id = state.Id, round = state.Round, committeeId = state.CommitteeId, status = state.Status });
}
