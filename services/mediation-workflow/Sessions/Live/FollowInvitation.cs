using Mediation.Workflow.Invitations;

namespace Mediation.Workflow.Sessions.Live;

/// <summary>Follows a session as an invitee. The stream ends with the token, or the invitation.</summary>
internal static class FollowInvitation
{
    internal static async Task<IResult> GetAsync(
        HttpContext http, EventStore.EventStore store, LiveSessions live, InvitationGuard guard, IHostApplicationLifetime host, TimeProvider clock)
    {
        var invitee = Invitee.Of(http);
        var found = await store.FetchForWritingAsync<Session>(invitee.SessionId, http.RequestAborted);
        return new LiveStream(
            live, invitee.SessionId, found.Version, change => change.Masked(invitee.ParticipantId),
            async state => state is null
                ? await guard.AdmitAsync(http)
                : state.LiveInvitation(invitee.InvitationId, clock.GetUtcNow()) is not null)
            .Answer(http, host);
    }
}
