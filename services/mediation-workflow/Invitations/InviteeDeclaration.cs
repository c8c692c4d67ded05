using Mediation.ServiceDefaults;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>The invitee declares to have no interest in the case, or names one. Parties' ids are not told to invitees, so none is taken.</summary>
internal static class InviteeDeclaration
{
    internal static Decision Decide(Session state, DeclareInterest command, Invitee invitee, Guid declarationId, DateTimeOffset now) =>
        state.LiveInvitation(invitee.InvitationId, now) is null
            ? InvitationRefusals.Unknown
            : DeclareInterest.Decide(state, command with { PartyId = null }, invitee.ParticipantId, declarationId, now);

    internal static Task<IResult> PostAsync(HttpContext http, DeclareInterest body, CommandShell shell)
    {
        var (invitee, declarationId) = (Invitee.Of(http), shell.NewId());
        return shell.AppendAsync<Session, DeclareInterest>(
            http, invitee.SessionId, body, (state, command, now) => Decide(state, command, invitee, declarationId, now),
            _ => Reply.Created("/api/v1/invitations/session", new { id = declarationId, hasInterest = body.HasInterest }));
    }
}
