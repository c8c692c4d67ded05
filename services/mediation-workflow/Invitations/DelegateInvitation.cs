using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>The invitee lets a colleague come instead: a new link until the same day, and the old one is dead.</summary>
internal sealed record DelegateInvitation()
{
    internal static Decision Decide(Session state, Guid invitationId, Guid newInvitationId, DateTimeOffset now) =>
        state.LiveInvitation(invitationId, now) is { } living
            ? Decision.Of(new InvitationDelegated(living.Id, newInvitationId, living.ParticipantId, living.ExpiresAt, now))
            : InvitationRefusals.Unknown;

    internal static async Task<IResult> PostAsync(HttpContext http, DelegateInvitation body, CommandShell shell)
    {
        var invitee = Invitee.Of(http);
        var (colleague, code) = (invitee with { InvitationId = shell.NewId() }, Secret.Draw(SendInvitation.CodeBits));
        var result = await shell.TransactAsync<Session, DelegateInvitation>(
            http, invitee.SessionId, body,
            async (transaction, state, _, now) =>
            {
                var decision = Decide(state, invitee.InvitationId, colleague.InvitationId, now);
                if (decision.Refusal is null)
                {
                    await InvitationLinks.AddAsync(transaction.Connection, code, colleague);
                }

                return decision;
            },
            state => InvitationAnswer.Kept(
                invitee.SessionId, colleague.InvitationId, state.Invitations.First(i => i.Id == colleague.InvitationId).ExpiresAt),
            CommandKind.Append);
        return InvitationAnswer.Showing(code, http, result, colleague.InvitationId);
    }
}
