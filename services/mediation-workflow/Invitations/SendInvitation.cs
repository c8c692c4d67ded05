using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>A link to one session for one participant without an account. It takes the place of the participant's earlier one.</summary>
internal sealed record SendInvitation(Guid? ParticipantId = null, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Random bits of a code.</summary>
    internal const int CodeBits = 128;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(14);
    private static readonly Refusal NotCompared =
        new("conflict.notChecked", "邀请前须核查与当事人及其亲属的利害关系", "Check for conflicts of interest before inviting");

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <param name="relatives">How many relatives the case's parties have declared by now.</param>
    internal static Decision Decide(Session state, SendInvitation command, int relatives, Guid invitationId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("participantId", command.ParticipantId)
            .That(
                command.ParticipantId is not { } id || state.Find(id) is not null, "participantId", "unknown",
                "不是本次调解会的参加人", "Not a participant of the session")
            .That(
                command.ExpiresAt is not { } at || (at > now && at <= now + Longest), "expiresAt", "outOfRange",
                "须晚于现在，最长十四天", "In the future, at most fourteen days from now");
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (state.CancelledAt is not null)
        {
            return SessionRefusals.Cancelled;
        }

        if (RefuseFor(state, state.Find(command.ParticipantId!.Value)!, relatives) is { } refusal)
        {
            return refusal;
        }

        var sent = new InvitationSent(invitationId, command.ParticipantId!.Value, command.ExpiresAt ?? UsualEnd(state.StartsAt, now), now);
        return state.Invitations.FirstOrDefault(i => i.ParticipantId == sent.ParticipantId) is { } earlier
            ? Decision.Of(new InvitationRevoked(earlier.Id, earlier.ParticipantId, now), sent)
            : Decision.Of(sent);
    }

    internal static async Task<IResult> PostAsync(HttpContext http, Guid id, SendInvitation body, CommandShell shell)
    {
        var (invitationId, code) = (shell.NewId(), Secret.Draw(CodeBits));
        var result = await shell.TransactAsync<Session, SendInvitation>(
            http, id, body,
            async (transaction, state, command, now) =>
            {
                var (file, _) = await transaction.FetchForWritingAsync<Case>(state.CaseId, Guid.Empty, http.RequestAborted);
                var decision = Decide(state, command, file.State.Relatives.Count, invitationId, now);
                if (decision.Refusal is null)
                {
                    await InvitationLinks.AddAsync(transaction.Connection, code, new Invitee(invitationId, id, command.ParticipantId!.Value));
                }

                return decision;
            },
            state => InvitationAnswer.Kept(id, invitationId, state.Invitations.First(i => i.Id == invitationId).ExpiresAt),
            CommandKind.Append);
        return InvitationAnswer.Showing(code, http, result, invitationId);
    }

    /// <summary>When the day after a session's is over.</summary>
    internal static DateTimeOffset EndOfNextDay(DateTimeOffset startsAt) => new(startsAt.ToOffset(China).Date.AddDays(2), China);

    // A session that was is signed off afterwards: then the days count from today.
    private static DateTimeOffset UsualEnd(DateTimeOffset startsAt, DateTimeOffset now)
    {
        var end = EndOfNextDay(startsAt > now ? startsAt : now);
        return end < now + Longest ? end : now + Longest;
    }

    // Domain: conflicts of interest are looked for before anybody is invited; a relative declared since has to be looked at, too.
    private static Refusal? RefuseFor(Session state, Participant person, int relatives) =>
        Attendance.Refuse(state, person) ?? (person.CheckedAgainst >= relatives || person.PartyId is not null ? null : NotCompared);
}
