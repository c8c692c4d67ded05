using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>The invitee says to be there, by their own phone.</summary>
internal sealed record InviteeCheckIn()
{
    internal static Decision Decide(Session state, Invitee invitee, DateTimeOffset now) =>
        state.LiveInvitation(invitee.InvitationId, now) is null
            ? InvitationRefusals.Unknown
            : CheckIn.Decide(state, new CheckIn(), invitee.ParticipantId, now);

    internal static Task<IResult> PostAsync(HttpContext http, InviteeCheckIn body, CommandShell shell)
    {
        var invitee = Invitee.Of(http);
        return shell.AppendAsync<Session, InviteeCheckIn>(
            http, invitee.SessionId, body, (state, _, now) => Decide(state, invitee, now),
            state => Reply.Ok(new { checkedInAt = state.Participants.First(p => p.Id == invitee.ParticipantId).CheckedInAt }));
    }
}
