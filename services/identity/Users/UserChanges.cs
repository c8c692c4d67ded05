using Mediation.Identity.AccessChanges;
using Mediation.Identity.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mediation.Identity.Users;

/// <summary>Every change of who may what: the user and the record that the services act on, in one transaction.</summary>
internal sealed class UserChanges(IdentityDatabase database, UserManager<User> users, TimeProvider clock)
{
    /// <summary>Changes a user under a lock. The time is taken after the lock, so that no older reading gets a newer date.</summary>
    /// <returns>The user; null when there is none.</returns>
    internal async Task<User?> ChangeAsync(Guid id, Action<User, DateTimeOffset> change, CancellationToken cancellation)
    {
        database.ChangeTracker.Clear();
        await using var transaction = await database.Database.BeginTransactionAsync(cancellation);
        var user = await database.Users.FromSql($"select * from users where id = {id} for update").SingleOrDefaultAsync(cancellation);
        if (user is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        change(user, now);
        (await users.UpdateAsync(user)).MustSucceed();
        await AccessChange.RecordAsync(database, user.Id.ToString(), now);
        await transaction.CommitAsync(cancellation);
        return user;
    }

    /// <returns>The moment from which sessions count again.</returns>
    internal async Task<DateTimeOffset> SetPasswordAsync(Guid id, string password, bool byOther, CancellationToken cancellation)
    {
        var user = await ChangeAsync(id, (user, now) => SetPassword(user, password, byOther, now), cancellation);
        return user?.SessionsNotBefore ?? throw new InvalidOperationException($"There is no user {id}.");
    }

    internal Task<User?> EndSessionsAsync(Guid id, CancellationToken cancellation) => ChangeAsync(id, EndSessions, cancellation);

    internal void SetPassword(User user, string password, bool byOther, DateTimeOffset now)
    {
        user.PasswordHash = users.PasswordHasher.HashPassword(user, password);
        user.MustChangePassword = byOther;
        (user.AccessFailedCount, user.LockoutEnd) = (0, null);
        EndSessions(user, now);
    }

    // In milliseconds, as sessions say when they began.
    internal static void EndSessions(User user, DateTimeOffset now) =>
        user.SessionsNotBefore = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
}

internal static class UserManagerExtensions
{
    internal static async Task RemoveSecondFactorAsync(this UserManager<User> users, User user)
    {
        (await users.SetTwoFactorEnabledAsync(user, false)).MustSucceed();
        (await users.ResetAuthenticatorKeyAsync(user)).MustSucceed();
    }

    /// <exception cref="InvalidOperationException">Identity refused; its codes are in the message.</exception>
    internal static void MustSucceed(this IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(", ", result.Errors.Select(e => e.Code)));
        }
    }
}
