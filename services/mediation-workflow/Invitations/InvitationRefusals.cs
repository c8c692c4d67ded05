using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Invitations;

/// <summary>Refusals that several use cases share.</summary>
internal static class InvitationRefusals
{
    /// <summary>Never sent, revoked, passed on or over: nobody is told which.</summary>
    internal static readonly Refusal Unknown = Refusal.Unknown("invitation");

    internal static readonly Refusal OtherBrowser =
        new("invitation.otherBrowser", "邀请链接已在另一浏览器中使用", "The link belongs to another browser");

    internal static readonly Refusal NoToken =
        new("invitation.tokenInvalid", "邀请已失效，请重新打开链接", "The invitation's token is not valid here") { Status = StatusCodes.Status401Unauthorized };
}
