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
        // An administrator's command has begun one already.
        await using var own = database.Database.CurrentTransaction is null ? await database.Database.BeginTransactionAsync(cancellation) : null;
        var user = await database.Users.FromSql($"select * from users where id = {id} for update").SingleOrDefaultAsync(cancellation);
        if (user is null)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        change(user, now);
        user.Version++;
        (await users.UpdateAsync(user)).MustSucceed();
        await AccessChange.RecordAsync(database, user.Id.ToString(), now);
        await (own?.CommitAsync(cancellation) ?? Task.CompletedTask);
        return user;
    }

    /// <summary>Sets a password and ends all sessions.</summary>
    internal async Task<User> SetPasswordAsync(Guid id, string password, bool byOther, CancellationToken cancellation) =>
        await ChangeAsync(id, (user, now) => SetPassword(user, password, byOther, now), cancellation)
        ?? throw new InvalidOperationException($"There is no user {id}.");

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
