using Mediation.Identity.Users;
using Microsoft.AspNetCore.Identity;

namespace Mediation.Identity.SignIn;

/// <summary>Compares a password, with the same work for a name that nobody has.</summary>
internal sealed class PasswordCheck(UserManager<User> users, IPasswordHasher<User> hasher, Attempts attempts)
{
    private static readonly User Nobody = new();
    private static string? _nobodysHash;

    /// <returns>The user when name and password are right and the account is neither locked nor disabled. The attempt stays counted.</returns>
    internal async Task<User?> FindAsync(string name, string password) => await MatchesAsync(await users.FindByNameAsync(name), password);

    internal async Task<User?> MatchesAsync(User? user, string password)
    {
        var open = user is { PasswordHash: not null, DisabledAt: null } && await attempts.CountAsync(user);
        var hash = user?.PasswordHash ?? (_nobodysHash ??= hasher.HashPassword(Nobody, "nobody's"));
        var right = hasher.VerifyHashedPassword(user ?? Nobody, hash, password) != PasswordVerificationResult.Failed;
        return open && right ? user : null;
    }
}
