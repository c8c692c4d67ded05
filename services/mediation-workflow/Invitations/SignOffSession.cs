using Mediation.ServiceDefaults;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Invitations;

/// <summary>The invitee agrees, or does not, with how the session went, once it is closed.</summary>
internal sealed record SignOffSession(bool? Agreed = null, string? Remark = null)
{
    private static readonly Refusal Given = new("signOff.given", "已作确认，不能更改", "It was signed off already");

    internal static Decision Decide(Session state, SignOffSession command, Invitee invitee, Guid signOffId, DateTimeOffset now)
    {
        var check = new FieldCheck().Present("agreed", command.Agreed).OptionalText("remark", command.Remark, FieldChecks.ShortText);
        if (check.Refusal is { } bad)
        {
            return bad;
        }

        if (state.LiveInvitation(invitee.InvitationId, now) is null)
        {
            return InvitationRefusals.Unknown;
        }

        var hasRemark = !string.IsNullOrEmpty(command.Remark);
        return !state.IsClosed ? SessionRefusals.NotClosed
            : state.SignOffs.FirstOrDefault(s => s.ParticipantId == invitee.ParticipantId) is { } earlier
                ? earlier.Agreed == command.Agreed && !hasRemark ? Decision.AlreadySo : Given
            : Decision.Of(new SessionSignedOff(signOffId, invitee.ParticipantId, invitee.InvitationId, command.Agreed!.Value, hasRemark, now))
                .Sealing(signOffId, "remark", command.Remark);
    }

    internal static Task<IResult> PostAsync(HttpContext http, SignOffSession body, CommandShell shell)
    {
        var (invitee, signOffId) = (Invitee.Of(http), shell.NewId());
        return shell.AppendAsync<Session, SignOffSession>(
            http, invitee.SessionId, body, (state, command, now) => Decide(state, command, invitee, signOffId, now),
            state => Reply.Ok(state.SignOffs.Where(s => s.ParticipantId == invitee.ParticipantId).Select(s => new { agreed = s.Agreed, at = s.At }).First()));
    }
}
