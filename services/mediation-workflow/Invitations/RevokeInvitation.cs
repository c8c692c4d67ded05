using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>Ends an invitation; its link, and what was exchanged for it, are dead at the next request.</summary>
internal sealed record RevokeInvitation()
{
    internal static Decision Decide(Session state, Guid invitationId, DateTimeOffset now) =>
        state.Invitations.FirstOrDefault(i => i.Id == invitationId) is { } living
            ? Decision.Of(new InvitationRevoked(living.Id, living.ParticipantId, now))
            : Decision.AlreadySo;

    internal static async Task<IResult> PostAsync(
        HttpContext http, Guid invitationId, RevokeInvitation body, CommandShell shell, StoreReader store, InvitationLinks links)
    {
        // What another unit sent is as unknown as what nobody sent.
        if (await links.SessionOfAsync(invitationId) is not { } sessionId
            || !(await store.FetchForWritingAsync<Session>(sessionId, http.RequestAborted)).Exists)
        {
            return Problem.From(http, InvitationRefusals.Unknown);
        }

        return await shell.AppendAsync<Session, RevokeInvitation>(
            http, sessionId, body, (state, _, now) => Decide(state, invitationId, now), _ => Reply.Ok(new { invitationId, sessionId }));
    }
}
