using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Microsoft.EntityFrameworkCore;

namespace Mediation.Identity.SignIn;

/// <summary>
/// Lock-out: five wrong passwords or codes shut an account for fifteen minutes. An attempt is counted before it is looked at, so that
/// many at the same moment do not get more than five looks.
/// </summary>
internal sealed class Attempts(IdentityDatabase database, TimeProvider clock)
{
    private const int Most = 5;

    private static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    /// <returns>False while the account is locked.</returns>
    internal async Task<bool> CountAsync(User user)
    {
        var now = clock.GetUtcNow();
        return await database.Database.ExecuteSqlAsync(
            $"""
             update users set
                 access_failed_count = case when lockout_end is null then access_failed_count + 1 else 1 end,
                 lockout_end = case when lockout_end is null and access_failed_count + 1 >= {Most} then {now + Locked} end
              where id = {user.Id} and (lockout_end is null or lockout_end <= {now})
             """) == 1;
    }

    /// <summary>The attempt was right but is only half of a sign-in: it does not count, and what failed before still does.</summary>
    internal Task UncountAsync(User user) => database.Database.ExecuteSqlAsync(
        $"update users set access_failed_count = greatest(access_failed_count - 1, 0), lockout_end = null where id = {user.Id}");

    internal Task ForgetAsync(User user) => database.Database.ExecuteSqlAsync(
        $"update users set access_failed_count = 0, lockout_end = null where id = {user.Id}");
}
