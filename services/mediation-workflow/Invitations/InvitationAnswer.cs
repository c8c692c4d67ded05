using System.Text.Json;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Invitations;

/// <summary>The answer that shows a link's code, once: the answer kept with the command, for repeats under its key, is without it.</summary>
internal sealed record InvitationAnswer(Guid InvitationId, string Code, DateTimeOffset ExpiresAt)
{
    internal static Reply Kept(Guid sessionId, Guid invitationId, DateTimeOffset expiresAt) =>
        Reply.Created($"/api/v1/sessions/{sessionId}", new { invitationId, expiresAt });

    /// <summary>Adds the code, when the result is that of this very invitation and not an earlier one's.</summary>
    internal static IResult Showing(Secret code, HttpContext http, IResult result, Guid invitationId)
    {
        http.Response.Headers.CacheControl = "no-store";
        return result is IValueHttpResult { Value: JsonElement body } && body.GetProperty("invitationId").GetGuid() == invitationId
            ? Results.Json(
                new InvitationAnswer(invitationId, code.Text, body.GetProperty("expiresAt").GetDateTimeOffset()), ServiceJson.Options,
                statusCode: StatusCodes.Status201Created)
            : result;
    }
}
