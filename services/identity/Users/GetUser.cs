using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Identity.Users;

internal static class GetUser
{
    internal static readonly Refusal Unknown = Refusal.Unknown("user");

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, IdentityDatabase database, Sealer sealer, AuditTrail trail)
    {
        if (await database.Users.FindAsync([id], http.RequestAborted) is not { } user)
        {
            return Problem.From(http, Unknown);
        }

        await trail.RecordReadAsync(http, id);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ETag = $"\"{user.Version}\"";
        return Results.Ok(UserRead.Of(user, sealer));
    }
}
