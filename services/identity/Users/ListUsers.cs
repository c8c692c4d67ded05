using Mediation.Identity.Keys;
using Mediation.Identity.Storage;
using Mediation.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Mediation.Identity.Users;

internal static class ListUsers
{
    internal static async Task<IResult> HandleAsync(HttpContext http, Guid? after, int? limit, IdentityDatabase database, Sealer sealer, AuditTrail trail)
    {
        var paging = new Paging(after, limit);
        if (paging.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var from = after ?? Guid.Empty;
        var users = await database.Users.AsNoTracking().Where(u => u.Id > from).OrderBy(u => u.Id).Take(paging.Size + 1).ToListAsync(http.RequestAborted);
        await trail.RecordReadAsync(http, null);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Ok(paging.PageOf([.. users.Select(u => UserRead.Of(u, sealer))], u => u.Id));
    }
}
