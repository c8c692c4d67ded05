using Mediation.Identity.Storage;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Identity;

namespace Mediation.Identity.Users;

/// <summary>A new password, shown once; for a lost phone the second factor goes too.</summary>
internal sealed record ResetPassword(bool RemoveSecondFactor = false)
{
    internal static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, ResetPassword body, IdentityDatabase database, UserChanges changes, UserManager<User> users)
    {
        if (await database.Users.FindAsync([id], http.RequestAborted) is not { } user)
        {
            return Problem.From(http, GetUser.Unknown);
        }

        if (body.RemoveSecondFactor)
        {
            await users.RemoveSecondFactorAsync(user);
        }

        var password = Passwords.New();
        await changes.SetPasswordAsync(id, password, byOther: true, http.RequestAborted);
        return Results.Ok(new UserWithPassword(id, password));
    }
}
