using Mediation.Identity.Storage;
using Mediation.ServiceDefaults;
using Microsoft.AspNetCore.Identity;

namespace Mediation.Identity.Users;

/// <summary>A new password, shown once; for a lost phone the second factor goes too.</summary>
internal sealed record ResetPassword(bool RemoveSecondFactor = false)
{
    internal static Task<IResult> HandleAsync(
        HttpContext http, Guid id, ResetPassword body, AdminShell shell, IdentityDatabase database, UserChanges changes, UserManager<User> users) =>
        shell.ChangeAsync(http, id, async () =>
        {
            if (body.RemoveSecondFactor)
            {
                await users.RemoveSecondFactorAsync((await database.Users.FindAsync([id], http.RequestAborted))!);
            }

            var password = Passwords.New();
            var user = await changes.SetPasswordAsync(id, password, byOther: true, http.RequestAborted);
            return new Outcome(Reply.Ok(new UserWithPassword(id, password)), user.Version);
        });
}
