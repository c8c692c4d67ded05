using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>The invitee says whether to come.</summary>
internal static class InviteeAnswer
{
    internal static Decision Decide(Session state, AnswerCall command, Invitee invitee, Guid answerId, DateTimeOffset now) =>
        state.LiveInvitation(invitee.InvitationId, now) is null
            ? InvitationRefusals.Unknown
            : AnswerCall.Decide(state, command, invitee.ParticipantId, answerId, now);

    internal static Task<IResult> PostAsync(HttpContext http, AnswerCall body, CommandShell shell)
    {
        var (invitee, answerId) = (Invitee.Of(http), shell.NewId());
        return shell.AppendAsync<Session, AnswerCall>(
            http, invitee.SessionId, body, (state, command, now) => Decide(state, command, invitee, answerId, now),
            state => AnswerCall.Replying(state, invitee.ParticipantId));
    }
}
