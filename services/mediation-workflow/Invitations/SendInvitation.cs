using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>A link to one session for one participant without an account. It takes the place of the participant's earlier one.</summary>
internal sealed record SendInvitation(Guid? ParticipantId = null, DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Random bits of a code.</summary>
    internal const int CodeBits = 128;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(14);
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    internal static Decision Decide(Session state, SendInvitation command, Guid invitationId, DateTimeOffset now)
    {
        var check = new FieldCheck()
            .Present("participantId", command.ParticipantId)
            .That(
                command.ParticipantId is not { } id || state.Participants.Any(p => p.Id == id), "participantId", "unknown",
                "不是本次调解会的参加人", "Not a participant of the session")
            .That(
                command.ExpiresAt is not { } at || (at > now && at <= now + Longest), "expiresAt", "outOfRange",
                "须晚于现在，最长十四天", "In the future, at most fourteen days from now");
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        var sent = new InvitationSent(invitationId, command.ParticipantId!.Value, command.ExpiresAt ?? EndOfNextDay(state.StartsAt, now), now);
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
                var decision = Decide(state, command, invitationId, now);
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

    // A session that was is signed off afterwards: then the days count from today.
    private static DateTimeOffset EndOfNextDay(DateTimeOffset startsAt, DateTimeOffset now)
    {
        var day = (startsAt > now ? startsAt : now).ToOffset(China).Date;
        var end = new DateTimeOffset(day.AddDays(2), China);
        return end < now + Longest ? end : now + Longest;
    }
}
