using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mediation.Identity.Storage;
using Mediation.Identity.Users;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Mediation.Identity.SignIn;

/// <summary>
/// Codes of the authenticator (RFC 6238: SHA-1, 30 s, six digits), each taken once. Identity's own provider takes a code as often as it is sent.
/// </summary>
internal sealed class CodesOnce(IdentityDatabase database, TimeProvider clock) : IUserTwoFactorTokenProvider<User>
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;

    // Clocks of phones are off by some seconds, and typing takes time.
    private const int Tolerance = 1;

    public Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) => Task.FromResult("");

    public async Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) =>
        await manager.GetAuthenticatorKeyAsync(user) is { Length: > 0 };

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (await manager.GetAuthenticatorKeyAsync(user) is not { Length: > 0 } key)
        {
            return false;
        }

        var current = clock.GetUtcNow().ToUnixTimeSeconds() / StepSeconds;
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            if (IsSame(CodeAt(Decode(key), step), token) && await TakeAsync(user, step))
            {
                // The entity is written back as a whole by whatever Identity saves next.
                user.LastCodeStep = step;
                return true;
            }
        }

        return false;
    }

    internal static string CodeAt(byte[] key, long step)
    {
        var counter = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 and every authenticator app use HMAC-SHA-1, which the weakness of SHA-1 does not touch.
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    internal static byte[] Decode(string key)
    {
        var (bytes, bits, held) = (new List<byte>(), 0, 0);
        foreach (var c in key)
        {
            bits = ((bits << 5) | Base32.IndexOf(c, StringComparison.Ordinal)) & 0xffff;
            held += 5;
            if (held >= 8)
            {
                held -= 8;
                bytes.Add((byte)(bits >> held));
            }
        }

        return [.. bytes];
    }

    private async Task<bool> TakeAsync(User user, long step) => await database.Database.ExecuteSqlAsync(
        $"update users set last_code_step = {step} where id = {user.Id} and last_code_step < {step}") == 1;

    private static bool IsSame(string code, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(code), Encoding.UTF8.GetBytes(token));
}
